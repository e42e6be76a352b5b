package io.plimsoll.api;

import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Sets what Tomcat has no property for: the valves at the door and two settings of its connector. */
final class ServerCustomizer implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

    private static final String MOST_HEADERS = "100";

    private final Farewell farewell;
    private final BodyTimer timer;
    private final List<TomcatConnectorCustomizer> others;

    /**
     * A door.
     *
     * @param others who else wants to know of its connector
     */
    ServerCustomizer(Farewell farewell, BodyTimer timer, TomcatConnectorCustomizer... others) {
        this.farewell = farewell;
        this.timer = timer;
        this.others = List.of(others);
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        if (factory instanceof TomcatWebServerFactory tomcat) {
            tomcat.setProtocol(DoorProtocol.class.getName());
        }
        factory.addConnectorCustomizers(ServerCustomizer::customize);
        others.forEach(factory::addConnectorCustomizers);
        factory.addContextCustomizers(this::customize);
    }

    /** After Spring Boot's own customizers, whose error report is replaced. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    private static void customize(Connector connector) {
        connector.setProperty("maxHeaderCount", MOST_HEADERS);
        connector.setRejectSuspiciousURIs(true);
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
            // A caller that waits for "100 Continue" is told of a refusal before it has sent a body in vain.
            protocol.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
        }
    }

    private void customize(Context context) {
        var host = (StandardHost) context.getParent();
        for (Valve valve : host.getPipeline().getValves()) {
            if (valve instanceof ErrorReportValve) {
                host.getPipeline().removeValve(valve);
            }
        }
        // The host makes a report valve of this class unless it finds one.
        host.setErrorReportValveClass(ErrorEnvelopeValve.class.getName());
        host.getPipeline().addValve(new ExitValve(timer));
        host.getPipeline().addValve(new ErrorEnvelopeValve());
        host.getPipeline().addValve(new EntryValve(farewell));
    }
}
