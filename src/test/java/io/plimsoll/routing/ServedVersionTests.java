package io.plimsoll.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.contract.Request;
import io.plimsoll.contract.Results;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServedVersionTests {

    private final AtomicInteger letGo = new AtomicInteger();

    @Test
    void isLetGoAtOnceWhenNobodyHoldsALease() {
        version("1").retire();
        assertThat(letGo).hasValue(1);
    }

    @Test
    void isLetGoOnceByTheLastLease() {
        ServedVersion version = version("1");
        assertThat(version.lease()).isTrue();
        assertThat(version.lease()).isTrue();
        version.retire();
        version.retire();
        version.giveBack();
        assertThat(letGo).hasValue(0);
        version.giveBack();
        assertThat(letGo).hasValue(1);
    }

    @Test
    void givesNoLeaseOnceRetired() {
        ServedVersion version = version("1");
        version.retire();
        assertThat(version.lease()).isFalse();
        assertThat(version.leases()).isZero();
    }

    @Test
    void aLeaseGivenBackTwiceCountsOnce() {
        ServedVersion version = version("1");
        version.lease();
        version.lease();
        Lease lease = new Lease(version);
        lease.close();
        lease.close();
        assertThat(version.leases()).isEqualTo(1);
    }

    @Test
    void aVersionIsNeverUsedAfterItWasLetGoHoweverOftenTheTableChanges() throws Exception {
        var router = new Router();
        var used = new AtomicBoolean();
        var versions = new ArrayList<ServedVersion>();
        router.update(table -> table.with(new Route("m", Limits.DEFAULT, versionThatTells(versions, used))));
        var stop = new AtomicBoolean();
        var started = new CountDownLatch(4);
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(threads.submit(() -> leaseUntil(stop, started, router)));
            }
            started.await();
            for (int swap = 0; swap < 2_000; swap++) {
                ServedVersion before = versions.getLast();
                ServedVersion next = versionThatTells(versions, used);
                router.update(table -> table.with(new Route("m", Limits.DEFAULT, next)));
                before.retire();
            }
            stop.set(true);
            for (Future<Integer> client : clients) {
                assertThat(client.get()).isPositive();
            }
        }
        versions.getLast().retire();
        assertThat(letGo).hasValue(2_001);
        assertThat(used).isFalse();
    }

    private static int leaseUntil(AtomicBoolean stop, CountDownLatch started, Router router) {
        int leases = 0;
        while (!stop.get() || leases == 0) {
            try (Lease lease = router.lease("m")) {
                lease.version().predictor().predict(null);
                leases++;
            }
            started.countDown();
        }
        return leases;
    }

    /** A version whose predictor tells when it is called after the version was let go. */
    private ServedVersion versionThatTells(List<ServedVersion> versions, AtomicBoolean used) {
        var gone = new AtomicBoolean();
        var version = new ServedVersion(
                contract("1"),
                call -> {
                    if (gone.get()) {
                        used.set(true);
                    }
                    return new Answer.Failed(new Failure.Draining());
                },
                () -> {
                    gone.set(true);
                    letGo.incrementAndGet();
                });
        versions.add(version);
        return version;
    }

    private ServedVersion version(String name) {
        return new ServedVersion(
                contract(name), call -> new Answer.Failed(new Failure.Draining()), letGo::incrementAndGet);
    }

    static Contract contract(String version) {
        return new Contract(
                new ModelVersion("m", version),
                null,
                null,
                Map.of(),
                "model.onnx",
                Request.NONE,
                List.of(),
                List.of(),
                new Results(List.of(), null, null, null, null),
                Limits.DEFAULT,
                1,
                null,
                Contract.Origin.WRITTEN);
    }
}
