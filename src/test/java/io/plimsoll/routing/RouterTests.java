package io.plimsoll.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.contract.Limits;
import io.plimsoll.prediction.Answer;
import io.plimsoll.prediction.Failure;
import org.junit.jupiter.api.Test;

class RouterTests {

    private final Router router = new Router();

    @Test
    void findsTheModelThatACallNames() {
        router.update(table -> table.with(route("a")).with(route("b")));
        assertThat(router.find("b")).isEqualTo(new Router.Destination.Found(route("b")));
    }

    @Test
    void findsTheDefaultModelForACallThatNamesNone() {
        router.update(table -> table.with(route("a")).with(route("b")).withDefault("a"));
        assertThat(router.find(null)).isEqualTo(new Router.Destination.Found(route("a")));
    }

    @Test
    void saysThatThereIsNoDefaultModel() {
        router.update(table -> table.with(route("a")).with(route("b")));
        assertThat(router.find(null)).isEqualTo(new Router.Destination.Nowhere(new Failure.NoDefaultModel()));
    }

    @Test
    void saysThatItDoesNotKnowAModel() {
        router.update(table -> table);

        assertThat(router.find("a")).isEqualTo(new Router.Destination.Nowhere(new Failure.UnknownModel()));
    }

    @Test
    void knowsNothingUntilItWasToldOnce() {
        assertThat(router.find("a"))
                .isInstanceOfSatisfying(
                        Router.Destination.Nowhere.class,
                        nowhere -> assertThat(nowhere.failure()).isInstanceOf(Failure.NotReady.class));
    }

    @Test
    void leasesNothingWhileNoVersionAnswers() {
        router.update(table -> table.with(route("a")));
        assertThat(router.lease("a")).isNull();
        assertThat(router.lease("unknown")).isNull();
    }

    @Test
    void leasesTheVersionOfTheTable() {
        var version = new ServedVersion(
                ServedVersionTests.contract("1"), call -> new Answer.Failed(new Failure.Draining()), () -> {});
        router.update(table -> table.with(new Route("m", Limits.DEFAULT, version)));
        try (Lease lease = router.lease("m")) {
            assertThat(lease.version()).isSameAs(version);
            assertThat(version.leases()).isEqualTo(1);
        }
        assertThat(version.leases()).isZero();
    }

    @Test
    void aRetiredVersionThatIsStillInTheTableIsNotWaitedFor() {
        var version = new ServedVersion(
                ServedVersionTests.contract("1"), call -> new Answer.Failed(new Failure.Draining()), () -> {});
        router.update(table -> table.with(new Route("m", Limits.DEFAULT, version)));
        version.retire();
        assertThat(router.lease("m")).isNull();
    }

    private static Route route(String model) {
        return new Route(model, Limits.DEFAULT, null);
    }
}
