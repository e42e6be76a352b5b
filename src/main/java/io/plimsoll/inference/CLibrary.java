package io.plimsoll.inference;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Functions of the C library that Java has no words for; a platform may lack them. */
public final class CLibrary {

    private CLibrary() {}

    /** A function that returns an {@code int}, or null. */
    @SuppressWarnings("restricted") // the project's JVMs allow native access
    public static @Nullable MethodHandle function(String name, MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> address = linker.defaultLookup().find(name);
        return address.isEmpty()
                ? null
                : linker.downcallHandle(address.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    }

    /** Calls a function. */
    public interface Call {
        int result() throws Throwable;
    }

    /** What a function answers. */
    public static int call(Call call) {
        try {
            return call.result();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a function of the C library failed", e);
        }
    }
}
