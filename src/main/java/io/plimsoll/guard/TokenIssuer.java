package io.plimsoll.guard;

import java.net.URI;

/**
 * Whose tokens are taken.
 *
 * @param issuer the {@code iss} of its tokens
 * @param audience one of the {@code aud} of its tokens
 * @param keySet where its keys are, as a JSON Web Key Set (RFC 7517)
 */
public record TokenIssuer(String issuer, String audience, URI keySet) {}
