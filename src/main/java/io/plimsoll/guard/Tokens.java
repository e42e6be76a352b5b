package io.plimsoll.guard;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * The tokens of an issuer: JSON Web Tokens (RFC 7519, and RFC 9068) with a signature by one of its keys, its name, our
 * audience and an end. Its keys are fetched when they are needed, and kept for a day while it is away.
 */
public final class Tokens {

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    private static final String PREDICT = "plimsoll.predict";
    private static final String OPERATE = "plimsoll.operate";
    private static final String MODELS = "plimsoll_models";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@:|/-]{0,127}");

    private static final Duration OUTAGE = Duration.ofDays(1);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final int PATIENCE_MS = 2_000;
    private static final int MOST_BYTES = 1 << 19;

    /** Only what needs the issuer's private key: none, and none of those whose key both sides would have to know. */
    private static final Set<JWSAlgorithm> SIGNATURES = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384);

    private final JwtDecoder decoder;

    public Tokens(TokenIssuer issuer) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(SIGNATURES, keys(issuer)));
        // By the validators below, which say what they miss.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        var nimbus = new NimbusJwtDecoder(processor);
        nimbus.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(SKEW),
                new JwtClaimValidator<Instant>("exp", end -> end != null),
                new JwtIssuerValidator(issuer.issuer()),
                new JwtClaimValidator<List<String>>("aud", all -> all != null && all.contains(issuer.audience()))));
        decoder = nimbus;
    }

    private static JWKSource<SecurityContext> keys(TokenIssuer issuer) {
        try {
            return JWKSourceBuilder.create(
                            issuer.keySet().toURL(), new DefaultResourceRetriever(PATIENCE_MS, PATIENCE_MS, MOST_BYTES))
                    .outageTolerant(OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "plimsoll.access.jwt.key-set is no address of a key set: " + issuer.keySet(), e);
        }
    }

    /**
     * Whose token it is, or null if it is none that is taken.
     *
     * @throws Unidentified while the issuer's keys are not known
     */
    @Nullable
    CallerAuthentication find(String token) throws Unidentified {
        try {
            return caller(decoder.decode(token));
        } catch (BadJwtException unfit) {
            LOG.debug("a token is not taken", unfit);
            return null;
        } catch (JwtException unknowable) {
            if (among(unknowable, RateLimitReachedException.class)) {
                // The keys are known; that they are not asked for again at once is because this token's key is none.
                LOG.debug("a token names a key that the issuer does not have", unknowable);
                return null;
            }
            LOG.debug("the keys of the issuer are not known", unknowable);
            throw new Unidentified(Denial.UNKNOWABLE, "the issuer's keys are not known");
        }
    }

    private static boolean among(Throwable thrown, Class<?> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Who a token says it is; its scopes are what it may do. */
    private static @Nullable CallerAuthentication caller(Jwt token) {
        String name = token.getSubject();
        List<String> scopes = scopes(token);
        if (name == null || !NAME.matcher(name).matches() || !(scopes.contains(PREDICT) || scopes.contains(OPERATE))) {
            LOG.debug("a token names nobody, or has neither scope");
            return null;
        }
        List<String> models = token.getClaims().containsKey(MODELS) ? strings(token, MODELS) : Caller.ALL_MODELS;
        var role = scopes.contains(OPERATE) ? Caller.Role.OPERATOR : Caller.Role.CALLER;
        return new CallerAuthentication(new Caller(name, role, models, null));
    }

    private static List<String> scopes(Jwt token) {
        return strings(token, token.getClaims().containsKey("scp") ? "scp" : "scope");
    }

    /** A claim as issuers write it: words in a text, or a list of words. */
    private static List<String> strings(Jwt token, String claim) {
        return switch (token.getClaims().get(claim)) {
            case String words -> Arrays.asList(words.split(" ", -1));
            case List<?> list ->
                list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case null, default -> List.of();
        };
    }
}
