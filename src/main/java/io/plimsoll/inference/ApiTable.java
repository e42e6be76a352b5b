package io.plimsoll.inference;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** The table of functions that ONNX Runtime's library gives out; the Java binding must have loaded it. */
@SuppressWarnings("restricted") // the project's JVMs allow native access
final class ApiTable {

    /** The first version with all entries that are used here; a table only ever grows at its end. */
    private static final int VERSION = 5;

    private static final int ENTRIES = 130;

    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private final Linker linker = Linker.nativeLinker();
    private final MemorySegment pointers;

    ApiTable() {
        MemorySegment getBase = SymbolLookup.loaderLookup().findOrThrow("OrtGetApiBase");
        MemorySegment base = call(linker.downcallHandle(getBase, FunctionDescriptor.of(POINTER)));
        MethodHandle getTable = linker.downcallHandle(
                base.reinterpret(POINTER.byteSize()).get(POINTER, 0),
                FunctionDescriptor.of(POINTER, ValueLayout.JAVA_INT));
        MemorySegment table = call(MethodHandles.insertArguments(getTable, 0, VERSION));
        if (table.address() == 0) {
            throw new IllegalStateException("the library has no functions of version " + VERSION);
        }
        pointers = table.reinterpret(ENTRIES * POINTER.byteSize());
    }

    private static MemorySegment call(MethodHandle function) {
        try {
            return (MemorySegment) function.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the library does not say where its functions are", e);
        }
    }

    /**
     * A function that gives the address of a status, 0 if all went well. It must be done in a moment, since the JVM
     * waits for it; for that it can be handed arrays of the heap.
     */
    MethodHandle quick(int entry, MemoryLayout... arguments) {
        return linker.downcallHandle(
                pointers.getAtIndex(POINTER, entry),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, arguments),
                Linker.Option.critical(true));
    }

    /** A function that frees what is at an address. */
    MethodHandle release(int entry) {
        return linker.downcallHandle(
                pointers.getAtIndex(POINTER, entry), FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
    }
}
