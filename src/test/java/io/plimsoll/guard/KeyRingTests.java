package io.plimsoll.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeyRingTests {

    private static final Caller SHOP = new Caller("shop", Caller.Role.CALLER, Caller.ALL_MODELS, null);
    private static final Caller DESK = new Caller("desk", Caller.Role.OPERATOR, Caller.ALL_MODELS, null);

    private final KeyRing ring = new KeyRing();

    @Test
    void aKeyIsKnownByItsDigestAndNoOtherIs() {
        String shop = KeyRing.newKey();
        String desk = KeyRing.newKey();
        ring.replace(Map.of(KeyRing.sha256(shop), SHOP, KeyRing.sha256(desk), DESK));

        assertThat(found(shop)).isEqualTo(SHOP);
        assertThat(found(desk)).isEqualTo(DESK);
        assertThat(ring.find(KeyRing.newKey())).isNull();
        assertThat(ring.find("")).isNull();
        // Who knows the file of keys has no key.
        assertThat(ring.find(KeyRing.sha256(shop))).isNull();
    }

    @Test
    void twoDigestsThatBeginAlikeAreTwoKeys() {
        String key = KeyRing.newKey();
        String digest = KeyRing.sha256(key);
        char last = digest.charAt(63) == '0' ? '1' : '0';
        String alike = digest.substring(0, 63) + last;

        ring.replace(Map.of(alike, DESK, digest, SHOP));
        assertThat(found(key)).isEqualTo(SHOP);
        ring.replace(Map.of(alike, DESK));
        assertThat(ring.find(key)).isNull();
    }

    @Test
    void whatWasKnownBeforeIsForgotten() {
        String key = KeyRing.newKey();
        ring.replace(Map.of(KeyRing.sha256(key), SHOP));
        ring.replace(Map.of());

        assertThat(ring.find(key)).isNull();
    }

    @Test
    void keysAreLongAndNoTwoAreAlike() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            String key = KeyRing.newKey();
            assertThat(key).matches("[A-Za-z0-9_-]{43}");
            assertThat(seen.add(key)).isTrue();
        }
    }

    private Caller found(String key) {
        return Objects.requireNonNull(ring.find(key)).getPrincipal();
    }
}
