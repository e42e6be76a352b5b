package io.plimsoll.guard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;

class CallerFilterTests {

    private static final Caller SHOP = new Caller("shop", Caller.Role.CALLER, Caller.ALL_MODELS, null);

    private final String key = KeyRing.newKey();
    private final KeyRing ring = new KeyRing();
    private final List<Denial> denials = new ArrayList<>();
    private @Nullable Caller passed;

    @BeforeEach
    void knowOneKey() {
        ring.replace(Map.of(KeyRing.sha256(key), SHOP));
    }

    @AfterEach
    void forget() {
        SecurityContextHolder.clearContext();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER  %s "})
    void aKeyIsTakenAsABearer(String header) throws Exception {
        MockHttpServletRequest request = prediction();
        request.addHeader("Authorization", header.formatted(key));

        assertThat(filtered(AccessMode.KEYS, true, request)).isEqualTo(SHOP);
    }

    @Test
    void aKeyIsTakenAsAHeaderOfItsOwn() throws Exception {
        MockHttpServletRequest request = prediction();
        request.addHeader("X-API-Key", key);

        assertThat(filtered(AccessMode.KEYS, true, request)).isEqualTo(SHOP);
    }

    @Test
    void ofTwoKeysNoneCountsEvenIfBothAreKnown() throws Exception {
        MockHttpServletRequest twice = prediction();
        twice.addHeader("X-API-Key", key);
        twice.addHeader("X-API-Key", key);
        MockHttpServletRequest both = prediction();
        both.addHeader("X-API-Key", key);
        both.addHeader("Authorization", "Bearer " + key);

        assertThat(filtered(AccessMode.KEYS, true, twice)).isNull();
        assertThat(filtered(AccessMode.KEYS, true, both)).isNull();
        assertThat(denials).containsExactly(Denial.UNAUTHENTICATED, Denial.UNAUTHENTICATED);
    }

    @Test
    void nobodyPassesToPredictionsWithoutAKey() throws Exception {
        assertThat(filtered(AccessMode.KEYS, true, prediction())).isNull();
        assertThat(denials).containsExactly(Denial.UNAUTHENTICATED);
    }

    @Test
    void elsewhereWhoeverComesNextDecidesAboutThoseWithoutAKey() throws Exception {
        assertThat(filtered(AccessMode.KEYS, false, new MockHttpServletRequest("GET", "/docs")))
                .isEqualTo(Caller.NOBODY);
        assertThat(denials).isEmpty();
    }

    @Test
    void whatAGatewayAddsIsNoKeyOfAnOpenService() throws Exception {
        MockHttpServletRequest request = prediction();
        request.addHeader("Authorization", "Basic c2hvcDpzaG9w");

        assertThat(filtered(AccessMode.OPEN, true, request)).isEqualTo(Caller.ANONYMOUS);
    }

    @Test
    void anUnknownKeySteersNothingOfAnOpenServiceEither() throws Exception {
        var request = new MockHttpServletRequest("POST", "/admin/models/loans/release");
        request.addHeader("Authorization", "Bearer " + KeyRing.newKey());

        assertThat(filtered(AccessMode.OPEN, false, request)).isNull();
        assertThat(denials).containsExactly(Denial.UNAUTHENTICATED);
    }

    @Test
    void theProcessItselfNeedsNoKeyForPredictionsAndHasNoneForAnythingElse() throws Exception {
        MockHttpServletRequest own = prediction();
        own.addHeader("X-Own", "yes");
        var steering = new MockHttpServletRequest("POST", "/admin/models/loans/release");
        steering.addHeader("X-Own", "yes");

        assertThat(filtered(AccessMode.KEYS, true, own)).isEqualTo(Caller.ANONYMOUS);
        assertThat(filtered(AccessMode.KEYS, false, steering)).isEqualTo(Caller.NOBODY);
    }

    private static MockHttpServletRequest prediction() {
        return new MockHttpServletRequest("POST", "/v1/predict/loans");
    }

    /** Who the rest of the chain believes it to be; null if it was not asked. */
    private @Nullable Caller filtered(AccessMode mode, boolean predictions, MockHttpServletRequest request)
            throws IOException, ServletException {
        passed = null;
        SecurityContextHolder.clearContext();
        var access = new Access(
                mode,
                ring,
                null,
                asked -> asked.getHeader("X-Own") != null,
                (denial, asked, response) -> denials.add(denial));
        FilterChain rest = (asked, answered) -> passed = Callers.current();
        var audit = new Audit(System::nanoTime, asked -> "4bf9", Runnable::run);
        new CallerFilter(access, audit, predictions).doFilter(request, new MockHttpServletResponse(), rest);
        return passed;
    }
}
