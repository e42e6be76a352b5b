package io.plimsoll.graph;

import io.plimsoll.contract.ElementType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The element types of ONNX, in the order of its {@code TensorProto.DataType}. */
enum TensorType {
    UNDEFINED(0),
    FLOAT(32, ElementType.FLOAT),
    UINT8(8),
    INT8(8),
    UINT16(16),
    INT16(16),
    INT32(32, ElementType.INT32),
    INT64(64, ElementType.INT64),
    STRING(0, ElementType.STRING),
    BOOL(8, ElementType.BOOL),
    FLOAT16(16, ElementType.FLOAT16),
    DOUBLE(64, ElementType.DOUBLE),
    UINT32(32),
    UINT64(64),
    COMPLEX64(64),
    COMPLEX128(128),
    BFLOAT16(16),
    FLOAT8E4M3FN(8),
    FLOAT8E4M3FNUZ(8),
    FLOAT8E5M2(8),
    FLOAT8E5M2FNUZ(8),
    UINT4(4),
    INT4(4),
    FLOAT4E2M1(4),
    FLOAT8E8M0(8),
    UINT2(2),
    INT2(2),
    FLOAT6E2M3(6),
    FLOAT6E3M2(6);

    private static final TensorType[] BY_NUMBER = values();

    private final int bits;
    private final @Nullable ElementType element;

    TensorType(int bits) {
        this(bits, null);
    }

    TensorType(int bits, @Nullable ElementType element) {
        this.bits = bits;
        this.element = element;
    }

    /** The type of that number; {@link #UNDEFINED} for a number that ONNX did not give away yet. */
    static TensorType of(long number) {
        return number > 0 && number < BY_NUMBER.length ? BY_NUMBER[(int) number] : UNDEFINED;
    }

    /** The type that a contract can speak of, or null. */
    @Nullable
    ElementType element() {
        return element;
    }

    /** The bytes of so many elements, packed; at most {@link Long#MAX_VALUE}, more than any file has. */
    long bytes(long elements) {
        long high = Math.multiplyHigh(elements, bits);
        long low = elements * bits;
        return high != 0 || low < 0 ? Long.MAX_VALUE : (low + 7) >>> 3;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
