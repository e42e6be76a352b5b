package io.plimsoll.guard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are known, by their digests: the keys themselves are nowhere in the process. A key is 256 random bits,
 * so that a plain digest of it is as good as a slow one, which is for words that people choose.
 */
public final class KeyRing {

    private static final int KEY_BYTES = 32;

    /** By the first bytes of the digest, which nobody can choose; all of it is compared in constant time. */
    private volatile Map<Long, List<Known>> keys = Map.of();

    private record Known(byte[] sha256, CallerAuthentication caller) {}

    /** From now on these keys are known: SHA-256 in 64 lower-case hexadecimal digits → caller. */
    public void replace(Map<String, Caller> bySha256) {
        keys = bySha256.entrySet().stream()
                .map(key -> new Known(HexFormat.of().parseHex(key.getKey()), new CallerAuthentication(key.getValue())))
                .collect(Collectors.groupingBy(known -> start(known.sha256())));
    }

    private static long start(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong();
    }

    /** Whose key it is, or null. */
    @Nullable
    CallerAuthentication find(String key) {
        byte[] digest = digest(key);
        for (Known known : keys.getOrDefault(start(digest), List.of())) {
            if (MessageDigest.isEqual(known.sha256(), digest)) {
                return known.caller();
            }
        }
        return null;
    }

    /** A new key: 43 characters that headers carry as they are. */
    public static String newKey() {
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The digest by which a key is known. */
    public static String sha256(String key) {
        return HexFormat.of().formatHex(digest(key));
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
