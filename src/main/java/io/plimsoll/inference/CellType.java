package io.plimsoll.inference;

import ai.onnxruntime.OnnxJavaType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.prediction.Outputs.Tensor;
import java.nio.ByteBuffer;

/** How the numbers of one element type lie in a buffer in native byte order, and what they are read as. */
enum CellType {
    FLOAT(OnnxJavaType.FLOAT, Float.BYTES) {
        @Override
        void put(ByteBuffer buffer, int cell, double value) {
            buffer.putFloat(cell << 2, (float) value);
        }

        @Override
        void put(ByteBuffer buffer, int cell, long value) {
            buffer.putFloat(cell << 2, (float) value);
        }

        @Override
        Tensor read(ByteBuffer buffer, long[] shape, int cells) {
            var values = new float[cells];
            for (int i = 0; i < cells; i++) {
                values[i] = buffer.getFloat(i << 2);
            }
            return new Tensor.Floats(shape, values);
        }
    },
    DOUBLE(OnnxJavaType.DOUBLE, Double.BYTES) {
        @Override
        void put(ByteBuffer buffer, int cell, double value) {
            buffer.putDouble(cell << 3, value);
        }

        @Override
        void put(ByteBuffer buffer, int cell, long value) {
            buffer.putDouble(cell << 3, (double) value);
        }

        @Override
        Tensor read(ByteBuffer buffer, long[] shape, int cells) {
            var values = new double[cells];
            for (int i = 0; i < cells; i++) {
                values[i] = buffer.getDouble(i << 3);
            }
            return new Tensor.Doubles(shape, values);
        }
    },
    FLOAT16(OnnxJavaType.FLOAT16, Short.BYTES) {
        @Override
        void put(ByteBuffer buffer, int cell, double value) {
            buffer.putShort(cell << 1, Float.floatToFloat16((float) value));
        }

        @Override
        void put(ByteBuffer buffer, int cell, long value) {
            buffer.putShort(cell << 1, Float.floatToFloat16((float) value));
        }

        @Override
        Tensor read(ByteBuffer buffer, long[] shape, int cells) {
            var values = new short[cells];
            for (int i = 0; i < cells; i++) {
                values[i] = buffer.getShort(i << 1);
            }
            return new Tensor.Halves(shape, values);
        }
    },
    INT64(OnnxJavaType.INT64, Long.BYTES) {
        @Override
        void put(ByteBuffer buffer, int cell, double value) {
            buffer.putLong(cell << 3, (long) value);
        }

        @Override
        void put(ByteBuffer buffer, int cell, long value) {
            buffer.putLong(cell << 3, value);
        }

        @Override
        Tensor read(ByteBuffer buffer, long[] shape, int cells) {
            var values = new long[cells];
            for (int i = 0; i < cells; i++) {
                values[i] = buffer.getLong(i << 3);
            }
            return new Tensor.Longs(shape, values);
        }
    },
    INT32(OnnxJavaType.INT32, Integer.BYTES) {
        @Override
        void put(ByteBuffer buffer, int cell, double value) {
            buffer.putInt(cell << 2, (int) value);
        }

        @Override
        void put(ByteBuffer buffer, int cell, long value) {
            buffer.putInt(cell << 2, (int) value);
        }

        @Override
        Tensor read(ByteBuffer buffer, long[] shape, int cells) {
            var values = new long[cells];
            for (int i = 0; i < cells; i++) {
                values[i] = buffer.getInt(i << 2);
            }
            return new Tensor.Longs(shape, values);
        }
    },
    BOOL(OnnxJavaType.BOOL, 1) {
        @Override
        void put(ByteBuffer buffer, int cell, double value) {
            buffer.put(cell, (byte) (value != 0 ? 1 : 0));
        }

        @Override
        void put(ByteBuffer buffer, int cell, long value) {
            buffer.put(cell, (byte) (value != 0 ? 1 : 0));
        }

        @Override
        Tensor read(ByteBuffer buffer, long[] shape, int cells) {
            var values = new boolean[cells];
            for (int i = 0; i < cells; i++) {
                values[i] = buffer.get(i) != 0;
            }
            return new Tensor.Booleans(shape, values);
        }
    };

    private final OnnxJavaType onnx;
    private final int bytes;

    CellType(OnnxJavaType onnx, int bytes) {
        this.onnx = onnx;
        this.bytes = bytes;
    }

    /** The type of a tensor of numbers or booleans. */
    static CellType of(ElementType element) {
        return switch (element) {
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case FLOAT16 -> FLOAT16;
            case INT64 -> INT64;
            case INT32 -> INT32;
            case BOOL -> BOOL;
            case STRING -> throw new IllegalArgumentException("text has no cells in a buffer");
        };
    }

    /** Whether it holds fractions. */
    boolean floating() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16;
    }

    OnnxJavaType onnx() {
        return onnx;
    }

    int bytes() {
        return bytes;
    }

    abstract void put(ByteBuffer buffer, int cell, double value);

    abstract void put(ByteBuffer buffer, int cell, long value);

    /** Copies the first cells of a buffer. */
    abstract Tensor read(ByteBuffer buffer, long[] shape, int cells);
}
