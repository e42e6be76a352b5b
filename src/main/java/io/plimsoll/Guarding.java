package io.plimsoll;

import io.plimsoll.cache.InstanceName;
import io.plimsoll.contract.OperatorLimits;
import io.plimsoll.contract.Problem;
import io.plimsoll.guard.Access;
import io.plimsoll.guard.AccessMode;
import io.plimsoll.guard.Admissions;
import io.plimsoll.guard.Caller;
import io.plimsoll.guard.CallerRates;
import io.plimsoll.guard.Denials;
import io.plimsoll.guard.KeyRing;
import io.plimsoll.guard.LimitsInForce;
import io.plimsoll.guard.OwnRequests;
import io.plimsoll.guard.TokenIssuer;
import io.plimsoll.guard.Tokens;
import io.plimsoll.guard.WatchedFile;
import io.plimsoll.observe.OperatorFiles;
import io.plimsoll.yaml.KeyFileReader;
import io.plimsoll.yaml.OperatorLimitsReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the guard together from what the operator set. */
@Configuration(proxyBeanMethods = false)
class Guarding {

    private static final Logger LOG = LoggerFactory.getLogger(Guarding.class);

    @Bean
    LimitsInForce limitsInForce() {
        return new LimitsInForce();
    }

    /** Nothing to read where the operator has no such file. */
    @Bean(initMethod = "start", destroyMethod = "close")
    @ConditionalOnProperty("plimsoll.limits")
    WatchedFile limitsFile(PlimsollProperties properties, LimitsInForce limits) {
        Path file = Objects.requireNonNull(properties.limits());
        return new WatchedFile(file, "limits", bytes -> switch (OperatorLimitsReader.read(name(file), bytes)) {
            case OperatorLimitsReader.Reading.Accepted(OperatorLimits found) -> {
                limits.layDown(found);
                yield List.of();
            }
            case OperatorLimitsReader.Reading.Refused(var problems) -> told(problems);
        });
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<String> told(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    @Bean
    Admissions admissions(LimitsInForce limits, @Value("${server.tomcat.threads.max}") int threads) {
        return new Admissions(threads, limits);
    }

    @Bean
    CallerRates callerRates() {
        return new CallerRates(System::nanoTime);
    }

    @Bean
    KeyRing keyRing() {
        return new KeyRing();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    @ConditionalOnProperty("plimsoll.access.keys")
    WatchedFile keyFile(PlimsollProperties properties, KeyRing ring) {
        Path file = Objects.requireNonNull(properties.access().keys());
        return new WatchedFile(file, "keys", bytes -> switch (KeyFileReader.read(name(file), bytes)) {
            case KeyFileReader.Reading.Accepted(var entries) -> {
                ring.replace(callers(entries));
                yield List.of();
            }
            case KeyFileReader.Reading.Refused(var problems) -> told(problems);
        });
    }

    private static Map<String, Caller> callers(List<KeyFileReader.Entry> entries) {
        var callers = new HashMap<String, Caller>();
        for (KeyFileReader.Entry entry : entries) {
            var role = entry.operator() ? Caller.Role.OPERATOR : Caller.Role.CALLER;
            callers.put(
                    entry.sha256(),
                    new Caller(
                            entry.name(),
                            role,
                            entry.models() == null ? Caller.ALL_MODELS : entry.models(),
                            entry.ratePerSecond()));
        }
        return callers;
    }

    @Bean
    Access access(
            PlimsollProperties properties,
            KeyRing ring,
            OwnRequests own,
            Denials denials,
            ServerProperties server,
            Environment environment) {
        String exposed = exposed(server, environment);
        AccessMode mode = properties.access().mode();
        if (mode == null && exposed != null) {
            throw new Exposed("Nothing says who may call, and others would reach the service: " + exposed + ".");
        }
        if (mode == AccessMode.KEYS && properties.access().keys() == null) {
            throw new Exposed("plimsoll.access.mode is keys, and plimsoll.access.keys names no file of them.");
        }
        Tokens tokens =
                mode == AccessMode.JWT ? new Tokens(issuer(properties.access().jwt())) : null;
        if (mode == AccessMode.OPEN && exposed != null) {
            LOG.warn("whoever reaches the service may call every model: plimsoll.access.mode is open, and {}", exposed);
        }
        return new Access(mode == null ? AccessMode.OPEN : mode, ring, tokens, own, denials);
    }

    /** Why others reach the service, or null where none does; an address that nobody set is every address. */
    private static @Nullable String exposed(ServerProperties server, Environment environment) {
        if (reachable(server.getAddress())) {
            return "server.address is no loopback address";
        }
        Integer port = environment.getProperty("management.server.port", Integer.class);
        boolean separate = port != null && port >= 0 && (port == 0 || !port.equals(server.getPort()));
        return separate && reachable(environment.getProperty("management.server.address", InetAddress.class))
                ? "management.server.port listens on every address unless management.server.address says otherwise"
                : null;
    }

    private static boolean reachable(@Nullable InetAddress address) {
        return address == null || !address.isLoopbackAddress();
    }

    /** Only where nobody else reaches the service, and nobody made keys, is whoever started it its operator. */
    @Bean(destroyMethod = "close")
    @Nullable
    OperatorKey operatorKey(
            PlimsollProperties properties,
            Access access,
            InstanceName instance,
            ServerProperties server,
            Environment environment)
            throws IOException {
        boolean alone = access.mode() == AccessMode.OPEN
                && properties.access().keys() == null
                && exposed(server, environment) == null;
        return alone ? OperatorKey.make(properties.cache().folderOrDefault(), instance.name(), access.keys()) : null;
    }

    @Bean
    OperatorFiles operatorFiles(List<WatchedFile> files) {
        return new OperatorFiles(files.stream()
                .map(file -> new OperatorFiles.Watched(file.what(), file::sound))
                .toList());
    }

    private static TokenIssuer issuer(PlimsollProperties.Access.Jwt jwt) {
        if (jwt.issuer() == null || jwt.audience() == null || jwt.keySet() == null) {
            throw new Exposed("plimsoll.access.mode is jwt, and plimsoll.access.jwt lacks issuer, audience or key-set:"
                    + " tokens of another, or for another, would do.");
        }
        return new TokenIssuer(jwt.issuer(), jwt.audience(), jwt.keySet());
    }
}
