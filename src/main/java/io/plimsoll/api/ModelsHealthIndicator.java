package io.plimsoll.api;

import io.plimsoll.lifecycle.Catalogue;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Keeps the service out of traffic until its models are settled, one of them answers, and it is warm. */
final class ModelsHealthIndicator implements HealthIndicator {

    private final Catalogue catalogue;
    private final WarmUp warmUp;

    ModelsHealthIndicator(Catalogue catalogue, WarmUp warmUp) {
        this.catalogue = catalogue;
        this.warmUp = warmUp;
    }

    @Override
    public Health health() {
        return (catalogue.ready() && warmUp.over() ? Health.up() : Health.outOfService()).build();
    }
}
