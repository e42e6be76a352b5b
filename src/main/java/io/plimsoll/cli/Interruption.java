package io.plimsoll.cli;

import io.plimsoll.load.Drive;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has a drive end with its report when the process is told to end, by Ctrl-C or by SIGTERM. */
final class Interruption implements AutoCloseable {

    private static final int SECONDS_FOR_ANSWERS = 3;
    private static final int SECONDS_FOR_REPORT = 2;

    private final Drive drive;
    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "load-interruption");

    Interruption(Drive drive) {
        this.drive = drive;
    }

    void listen() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end() {
        drive.stop();
        try {
            if (!reported.await(SECONDS_FOR_ANSWERS, TimeUnit.SECONDS)) {
                drive.close();
                boolean _ = reported.await(SECONDS_FOR_REPORT, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The report is out. */
    @Override
    public void close() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is at work.
        }
    }
}
