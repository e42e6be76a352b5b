package io.plimsoll.inference;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxTensorLike;
import io.plimsoll.prediction.Failure;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The few functions of ONNX Runtime's C API that do what its Java binding does not. Values are addresses: those of the
 * binding's objects live until these are closed, others until they are released.
 *
 * @param tensorAddress where the binding keeps the address of a tensor
 * @param mapAddress the same of a map
 * @param mapAllocator what allocates the parts of a map
 */
record CApi(
        MethodHandle tensorAddress,
        MethodHandle mapAddress,
        MethodHandle mapAllocator,
        MethodHandle fillStringTensorElement,
        MethodHandle getStringTensorDataLength,
        MethodHandle getStringTensorContent,
        MethodHandle getTensorMutableData,
        MethodHandle getValue,
        MethodHandle releaseValue,
        MethodHandle releaseStatus) {

    private static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfLong VALUE = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    /**
     * Finds the functions.
     *
     * @throws ReflectiveOperationException if the binding keeps its addresses elsewhere
     * @throws RuntimeException if the library has no such functions, or this JVM may not call them
     */
    static CApi find() throws ReflectiveOperationException {
        var own = MethodHandles.lookup();
        var tensors = MethodHandles.privateLookupIn(OnnxTensorLike.class, own);
        var maps = MethodHandles.privateLookupIn(OnnxMap.class, own);
        var table = new ApiTable();
        return new CApi(
                tensors.findGetter(OnnxTensorLike.class, "nativeHandle", long.class),
                maps.findGetter(OnnxMap.class, "nativeHandle", long.class),
                maps.findGetter(OnnxMap.class, "allocatorHandle", long.class),
                // In the order of the components, each by its place in OrtApi of onnxruntime_c_api.h.
                table.quick(129, VALUE, POINTER, SIZE),
                table.quick(53, VALUE, POINTER),
                table.quick(54, VALUE, POINTER, SIZE, POINTER, SIZE),
                table.quick(51, VALUE, POINTER),
                table.quick(80, VALUE, ValueLayout.JAVA_INT, VALUE, POINTER),
                table.release(96),
                table.release(93));
    }

    /** The value under a tensor. */
    long address(OnnxTensorLike tensor) {
        try {
            return (long) tensorAddress.invokeExact(tensor);
        } catch (Throwable e) {
            throw defect(e);
        }
    }

    /** Copies a text, UTF-8 that ends in 0, into a cell of a string tensor. */
    void fill(long tensor, int cell, byte[] text) throws RunFailed {
        call(() -> (long) fillStringTensorElement.invokeExact(tensor, MemorySegment.ofArray(text), (long) cell));
    }

    /** Bytes of all texts of a string tensor. */
    long textLength(long tensor) throws RunFailed {
        var length = new long[1];
        call(() -> (long) getStringTensorDataLength.invokeExact(tensor, MemorySegment.ofArray(length)));
        return length[0];
    }

    /** Copies all texts of a string tensor one behind the other, and where each begins. */
    void texts(long tensor, byte[] bytes, long[] starts) throws RunFailed {
        call(() -> (long) getStringTensorContent.invokeExact(
                tensor, MemorySegment.ofArray(bytes), (long) bytes.length, MemorySegment.ofArray(starts), (long)
                        starts.length));
    }

    /** The keys of a map as a tensor of its own, to be released. */
    long keys(OnnxMap map) throws RunFailed {
        return part(map, 0);
    }

    /** The values of a map as a tensor of its own, to be released. */
    long values(OnnxMap map) throws RunFailed {
        return part(map, 1);
    }

    private long part(OnnxMap map, int part) throws RunFailed {
        var tensor = new long[1];
        call(() -> (long) getValue.invokeExact(
                (long) mapAddress.invokeExact(map),
                part,
                (long) mapAllocator.invokeExact(map),
                MemorySegment.ofArray(tensor)));
        return tensor[0];
    }

    /** The numbers of a tensor, so many bytes of them; valid as long as the tensor. */
    @SuppressWarnings("restricted") // the project's JVMs allow native access
    MemorySegment numbers(long tensor, long bytes) throws RunFailed {
        var address = new long[1];
        call(() -> (long) getTensorMutableData.invokeExact(tensor, MemorySegment.ofArray(address)));
        return MemorySegment.ofAddress(address[0]).reinterpret(bytes);
    }

    void release(long value) {
        free(releaseValue, value);
    }

    /** Gives the address of a status. */
    private interface Call {
        long status() throws Throwable;
    }

    private void call(Call call) throws RunFailed {
        long status;
        try {
            status = call.status();
        } catch (Throwable e) {
            throw defect(e);
        }
        if (status != 0) {
            // Unread: its text may hold values of the request.
            free(releaseStatus, status);
            throw new RunFailed(new Failure.Internal("text of the graph cannot be written or read"));
        }
    }

    private static void free(MethodHandle release, long address) {
        try {
            release.invokeExact(address);
        } catch (Throwable e) {
            throw defect(e);
        }
    }

    /** None of these functions throws: what comes out of a call was wrong with the call. */
    private static RuntimeException defect(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException defect ? defect : new IllegalStateException(e);
    }
}
