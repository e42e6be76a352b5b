package io.plimsoll.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.release.Changes.Decision;
import io.plimsoll.release.Changes.Wish;
import io.plimsoll.release.ReleaseRecord.Placed;
import io.plimsoll.release.ReleaseRecord.Retired;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChangesTests {

    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Changes changes = Changes.DEFAULT;

    @Test
    void aFirstVersionServesAtOnceAndAnotherAfterNotice() {
        ReleaseRecord first = next(changes.promote(LogPosition.START, placed("1"), wish(0), NOW));
        assertThat(first.activateAt()).isEqualTo(NOW);
        assertThat(first.revision()).isEqualTo(1);
        assertThat(first.previousSha256()).isNull();
        assertThat(first.previous()).isEmpty();

        ReleaseRecord second = next(changes.promote(end(first), placed("2"), wish(1), NOW.plus(HOUR)));
        assertThat(second.activateAt()).isEqualTo(NOW.plus(HOUR).plus(changes.notice()));
        assertThat(second.stable()).isEqualTo(placed("2"));
        assertThat(second.actor()).isEqualTo("tester");
        assertThat(second.reason()).isEqualTo("because");
    }

    @Test
    void aVersionThatLeavesServiceIsKeptSevenDaysFromThenOn() {
        ReleaseRecord second = second();
        Retired kept = second.previous().getFirst();
        assertThat(kept.version()).isEqualTo("1");
        assertThat(kept.retiredAt()).isEqualTo(second.activateAt());
        assertThat(Duration.between(kept.retiredAt(), kept.retainUntil())).isEqualTo(Duration.ofDays(7));
        assertThat(kept.withdrawn()).isFalse();
    }

    @Test
    void whoeverSawAnotherRevisionIsToldToLookAgain() {
        assertThat(changes.promote(end(second()), placed("3"), wish(1), NOW))
                .isEqualTo(new Decision.Conflict("the log is at revision 2, and not at 1"));
        assertThat(changes.rollback(end(second()), wish(1), NOW)).isInstanceOf(Decision.Conflict.class);
        assertThat(changes.reset(end(second()), wish(3), NOW)).isInstanceOf(Decision.Conflict.class);
    }

    @Test
    void whileARecordIsPendingOnlyARollbackIsTaken() {
        ReleaseRecord second = second();
        Instant before = second.activateAt().minusMillis(1);
        assertThat(changes.promote(end(second), placed("3"), wish(2), before)).isInstanceOf(Decision.Conflict.class);
        assertThat(changes.promote(end(second), placed("3"), wish(2), second.activateAt()))
                .isInstanceOf(Decision.Next.class);
        assertThat(next(changes.rollback(end(second), wish(2), before)).stable())
                .isEqualTo(placed("1"));
    }

    @Test
    void theStableVersionIsNotPromotedAgain() {
        assertThat(changes.promote(end(second()), placed("2"), wish(2), NOW.plus(HOUR.multipliedBy(2))))
                .isEqualTo(new Decision.Refused("version 2 is the stable one already"));
    }

    @Test
    void aRetrySaysTheSameOfTheStableVersionAndOfNoOther() {
        ReleaseRecord first = next(Changes.DEFAULT.promote(LogPosition.START, placed("1"), wish(0), NOW));
        ReleaseRecord again = next(Changes.DEFAULT.retry(end(first), "1", wish(1), NOW.plus(HOUR)));
        assertThat(again.stable()).isEqualTo(first.stable());
        assertThat(again.previous()).isEmpty();
        assertThat(again.activateAt()).isEqualTo(NOW.plus(HOUR));

        assertThat(Changes.DEFAULT.retry(end(first), "2", wish(1), NOW)).isInstanceOf(Decision.Refused.class);
        assertThat(Changes.DEFAULT.retry(end(first), "1", wish(0), NOW)).isInstanceOf(Decision.Conflict.class);
    }

    @Test
    void aRetryOfAVersionWhoseTimeHasNotComeDoesNotHurryIt() {
        ReleaseRecord first = next(Changes.DEFAULT.promote(LogPosition.START, placed("1"), wish(0), NOW));
        ReleaseRecord second = next(Changes.DEFAULT.promote(end(first), placed("2"), wish(1), NOW));
        ReleaseRecord again = next(Changes.DEFAULT.retry(end(second), "2", wish(2), NOW.plusSeconds(1)));
        assertThat(again.activateAt()).isEqualTo(second.activateAt());
    }

    @Test
    void aRollbackGoesBackAtOnceAndNotAgainToWhatWasWithdrawn() {
        ReleaseRecord second = second();
        Instant later = NOW.plus(HOUR.multipliedBy(2));
        ReleaseRecord third = next(changes.promote(end(second), placed("3"), wish(2), later));

        ReleaseRecord back = next(changes.rollback(end(third), wish(3), later.plus(HOUR)));
        assertThat(back.stable()).isEqualTo(placed("2"));
        assertThat(back.activateAt()).isEqualTo(later.plus(HOUR));
        assertThat(back.previous())
                .map(Retired::version, Retired::withdrawn)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("3", true),
                        org.assertj.core.groups.Tuple.tuple("1", false));

        ReleaseRecord further = next(changes.rollback(end(back), wish(4), later.plus(HOUR)));
        assertThat(further.stable()).isEqualTo(placed("1"));
        assertThat(changes.rollback(end(further), wish(5), later.plus(HOUR)))
                .isEqualTo(new Decision.Refused("no version is kept that could be rolled back to"));
    }

    @Test
    void whatWasWithdrawnMayBePromotedByHand() {
        ReleaseRecord back = next(changes.rollback(end(second()), wish(2), NOW.plus(HOUR)));
        ReleaseRecord again = next(changes.promote(end(back), placed("2"), wish(3), NOW.plus(HOUR.multipliedBy(2))));
        assertThat(again.stable()).isEqualTo(placed("2"));
        assertThat(again.previous()).map(Retired::version).containsExactly("1");
    }

    @Test
    void whatIsPastItsTimeIsNoLongerKept() {
        ReleaseRecord second = second();
        Instant expired = second.previous().getFirst().retainUntil();
        ReleaseRecord third = next(changes.promote(end(second), placed("3"), wish(2), expired));
        assertThat(third.previous()).map(Retired::version).containsExactly("2");
    }

    @Test
    void anEmptyLogHasNothingToGoBackTo() {
        assertThat(changes.rollback(LogPosition.START, wish(0), NOW)).isInstanceOf(Decision.Refused.class);
        assertThat(changes.reset(LogPosition.START, wish(0), NOW)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void recordsAreReadAsTheyWereWritten() {
        ReleaseRecord second = second();
        assertThat(RecordFormat.read(RecordFormat.write(second), 2)).isEqualTo(new RecordReading.Readable(second));
        assertThat(RecordFormat.read(RecordFormat.write(second), 3)).isInstanceOf(RecordReading.Unreadable.class);
    }

    private ReleaseRecord second() {
        ReleaseRecord first = next(changes.promote(LogPosition.START, placed("1"), wish(0), NOW));
        return next(changes.promote(end(first), placed("2"), wish(1), NOW.plus(HOUR)));
    }

    private static ReleaseRecord next(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Next.class);
        return ((Decision.Next) decision).release();
    }

    private static LogPosition end(ReleaseRecord release) {
        String sha256 = RecordFormat.sha256(RecordFormat.write(release));
        return new LogPosition(release.revision(), sha256, release, sha256);
    }

    private static Wish wish(long revision) {
        return new Wish(revision, "tester", "because");
    }

    private static Placed placed(String version) {
        return new Placed(version, "ab".repeat(32));
    }
}
