package io.plimsoll.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.plimsoll.contract.Contract;
import io.plimsoll.contract.ModelVersion;
import io.plimsoll.guard.Access;
import io.plimsoll.guard.AccessMode;
import io.plimsoll.guard.CallerRates;
import io.plimsoll.guard.Denials;
import io.plimsoll.guard.KeyRing;
import io.plimsoll.guard.LimitsInForce;
import io.plimsoll.guard.OwnRequests;
import io.plimsoll.lifecycle.Catalogue;
import io.plimsoll.lifecycle.ModelStatus;
import io.plimsoll.lifecycle.State;
import io.plimsoll.lifecycle.VersionStatus;
import io.plimsoll.observe.HttpTimers;
import io.plimsoll.observe.RefusedRequests;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Deadline;
import io.plimsoll.prediction.Failure;
import io.plimsoll.release.ReleaseRecord;
import io.plimsoll.release.Releases;
import io.plimsoll.routing.Route;
import io.plimsoll.routing.Router;
import io.plimsoll.routing.ServedVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Models without graphs behind a real router: two with a version, one whose version failed. */
@TestConfiguration(proxyBeanMethods = false)
class FakeModels {

    private static final Instant SINCE = Instant.parse("2026-09-01T10:00:00Z");

    @Bean
    Router router() {
        var router = new Router();
        for (Contract contract : List.of(Contracts.loans(), Contracts.bare())) {
            var version =
                    new ServedVersion(contract, call -> new Answer.Failed(new Failure.NotReady("no graph")), () -> {});
            router.update(table -> table.with(new Route(contract.id().model(), contract.limits(), version)));
        }
        router.update(table -> table.with(new Route("broken", Contracts.loans().limits(), null))
                .withDefault("loans"));
        return router;
    }

    @Bean
    RefusedRequests refusedRequests(MeterRegistry registry) {
        return new RefusedRequests(registry);
    }

    @Bean
    HttpTimers httpTimers(MeterRegistry registry) {
        return new HttpTimers(registry);
    }

    @Bean
    Releases releases() {
        return new Releases() {

            @Override
            public List<ReleaseRecord> history(String model) {
                return List.of();
            }

            @Override
            public boolean forked(String model) {
                return false;
            }
        };
    }

    @Bean
    LimitsInForce limitsInForce() {
        return new LimitsInForce();
    }

    @Bean
    Access access(OwnRequests own, Denials denials) {
        return new Access(AccessMode.OPEN, new KeyRing(), null, own, denials);
    }

    @Bean
    CallerRates callerRates() {
        return new CallerRates(System::nanoTime);
    }

    @Bean
    DoorSettings doorSettings() {
        return new DoorSettings(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(5), false);
    }

    @Bean
    Settled catalogue() {
        return new Settled();
    }

    /** All settled; the lanes are held as the test says. */
    static final class Settled implements Catalogue {

        volatile @Nullable Deadline heldUntil;

        @Override
        public List<ModelStatus> models() {
            return statuses();
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public @Nullable Deadline heldUntil() {
            return heldUntil;
        }
    }

    static List<ModelStatus> statuses() {
        String golden = """
                {"age": 77, "income": 51000.25, "employed": true, "housing": "rent", "customer_id": "C-9"}""";
        return List.of(
                served(Contracts.loans(), golden),
                served(Contracts.bare(), null),
                new ModelStatus(
                        "broken",
                        null,
                        List.of(new VersionStatus(
                                new ModelVersion("broken", "1"),
                                State.FAILED,
                                SINCE,
                                List.of("model.yaml:3:1: no inputs"),
                                List.of()))),
                served(Baskets.contract(), null));
    }

    private static ModelStatus served(Contract contract, String golden) {
        return new ModelStatus(
                contract.id().model(),
                new ModelStatus.Served(contract, golden),
                List.of(new VersionStatus(contract.id(), State.SERVING, SINCE, List.of(), List.of("unverified"))));
    }
}
