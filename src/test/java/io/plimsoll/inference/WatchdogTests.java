package io.plimsoll.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(60)
class WatchdogTests {

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aLookThatFailsIsLoggedOnceAndEndsNoWatch(CapturedOutput output) throws Exception {
        var looks = new CountDownLatch(3);
        Future<?> watch = Watchdog.watch(now -> {
            looks.countDown();
            throw new IllegalStateException("the look failed");
        });

        looks.await();
        watch.cancel(false);

        assertThat(output.getAll()).containsOnlyOnce("IllegalStateException: the look failed");
    }
}
