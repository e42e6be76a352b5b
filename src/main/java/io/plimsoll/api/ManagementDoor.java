package io.plimsoll.api;

import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.annotation.Bean;

/**
 * Where operations have a port of their own, its door is the same. It belongs to the context of that port alone, which
 * finds it by name; as a component it would hang a second door at the port of callers.
 */
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
class ManagementDoor {

    /** It stays open until the very end, so that whoever watches the service sees it leave. */
    @Bean
    ServerCustomizer managementServerCustomizer(Farewell farewell, BodyTimer timer, SlowHeads heads) {
        return new ServerCustomizer(farewell, timer, heads::of);
    }
}
