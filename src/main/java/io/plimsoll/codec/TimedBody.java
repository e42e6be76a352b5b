package io.plimsoll.codec;

import io.plimsoll.prediction.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** A large body, handed to the parser piece by piece for as long as there is time to answer it. */
final class TimedBody extends InputStream {

    private final InputStream bytes;
    private final Call call;
    private final LongSupplier nanoClock;

    TimedBody(Call call, LongSupplier nanoClock) {
        this.bytes = new ByteArrayInputStream(call.body(), 0, call.length());
        this.call = call;
        this.nanoClock = nanoClock;
    }

    @Override
    public int read() throws IOException {
        checkTime();
        return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkTime();
        return bytes.read(target, offset, length);
    }

    private void checkTime() throws Late {
        if (call.deadline().remainingAt(nanoClock.getAsLong()) <= 0) {
            throw new Late();
        }
    }

    /** The deadline passed while the body was read. */
    static final class Late extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
