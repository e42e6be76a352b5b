package io.plimsoll.api;

import io.plimsoll.lifecycle.Catalogue;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Keeps the service out of traffic until its models are settled and one of them answers. */
final class ModelsHealthIndicator implements HealthIndicator {

    private final Catalogue catalogue;

    ModelsHealthIndicator(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Health health() {
        return (catalogue.ready() ? Health.up() : Health.outOfService()).build();
    }
}
