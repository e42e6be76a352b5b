package io.plimsoll.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.release.Changes.Decision;
import io.plimsoll.release.Changes.Wish;
import io.plimsoll.release.ReleaseRecord.Placed;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Repository;
import io.plimsoll.store.Store;
import io.plimsoll.store.StoreException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseLogTests {

    private static final String MODEL = "credit-risk";
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

    @TempDir
    Path root;

    private Store store;
    private ReleaseLog log;

    @BeforeEach
    void makeALog() {
        store = new FolderStore(root);
        log = new ReleaseLog(new Repository(store), MODEL);
    }

    @Test
    void anEmptyLogIsAtItsStart() throws IOException {
        assertThat(log.end()).isEqualTo(LogPosition.START);
        assertThat(log.follow(LogPosition.START)).isEqualTo(LogPosition.START);
    }

    @Test
    void whatIsAppendedIsReadAndFollowed() throws IOException {
        LogPosition first = promoted(LogPosition.START, "1");
        LogPosition second = promoted(first, "2");

        assertThat(log.end().state()).isEqualTo(second.state());
        assertThat(log.follow(first)).isEqualTo(second);
        assertThat(second.state().previousSha256()).isEqualTo(first.sha256());
        assertThat(second.state().log()).isEqualTo(first.state().log());
    }

    @Test
    void ofTwoWritersWhoSawTheSameOneWins() throws Exception {
        LogPosition end = promoted(LogPosition.START, "1");
        int writers = 8;
        var together = new CyclicBarrier(writers);
        var calls = new ArrayList<Callable<Boolean>>();
        for (int writer = 0; writer < writers; writer++) {
            ReleaseRecord release = next(end, "" + (writer + 2));
            calls.add(() -> {
                together.await();
                return log.append(release);
            });
        }
        int won = 0;
        try (var threads = Executors.newFixedThreadPool(writers)) {
            for (var result : threads.invokeAll(calls)) {
                won += result.get() ? 1 : 0;
            }
        }
        assertThat(won).isEqualTo(1);
        assertThat(log.end().revision()).isEqualTo(2);
    }

    @Test
    void aWriterWhoseAnswerWasLostKnowsItsOwnRecord() throws IOException {
        ReleaseRecord release = next(LogPosition.START, "1");
        var losing = new ReleaseLog(new Repository(losingAnswersOfCreate()), MODEL);

        assertThat(losing.append(release)).isTrue();
        assertThat(losing.append(next(LogPosition.START, "2"))).isFalse();
        assertThat(log.end().state()).isEqualTo(release);
    }

    @Test
    void aRecordOfALaterFormatIsPassedOver() throws IOException {
        LogPosition first = promoted(LogPosition.START, "1");
        put(2, "{\"format\": 2, \"revision\": 2, \"stable\": \"another shape\"}");

        LogPosition behind = log.follow(first);
        assertThat(behind.revision()).isEqualTo(2);
        assertThat(behind.state()).isEqualTo(first.state());
        assertThat(log.end()).isEqualTo(behind);

        LogPosition third = promoted(behind, "3");
        assertThat(log.follow(behind)).isEqualTo(third);
        assertThat(log.end().state()).isEqualTo(third.state());
    }

    @Test
    void aHalfWrittenRecordIsNotYetThere() throws IOException {
        LogPosition first = promoted(LogPosition.START, "1");
        ReleaseRecord release = next(first, "2");
        byte[] whole = RecordFormat.write(release);
        put(2, new String(whole, 0, whole.length / 2, StandardCharsets.UTF_8));
        LogPosition half = log.follow(first);
        assertThat(half.state()).isEqualTo(first.state());

        put(2, new String(whole, StandardCharsets.UTF_8));
        assertThat(log.follow(half).state()).isEqualTo(release);
    }

    @Test
    void aRecordThatDoesNotFollowTheOneBeforeItIsPassedOver() throws IOException {
        LogPosition first = promoted(LogPosition.START, "1");
        LogPosition forged = new LogPosition(1, "0".repeat(64), first.state(), "0".repeat(64));
        log.append(next(forged, "2"));

        assertThat(log.follow(first).state()).isEqualTo(first.state());
        assertThat(log.end()).isEqualTo(log.follow(first));
    }

    @Test
    void aRecordOfAnotherLogIsPassedOverUnlessItResets() throws IOException {
        LogPosition first = promoted(LogPosition.START, "1");
        ReleaseRecord stranger = next(new LogPosition(1, first.sha256(), null, null), "2");
        log.append(stranger);
        LogPosition second = log.follow(first);
        assertThat(second.state()).isEqualTo(first.state());

        var reset = (Decision.Next) Changes.DEFAULT.reset(second, wish(second), NOW);
        log.append(reset.release());
        LogPosition third = log.follow(second);
        assertThat(third.state()).isEqualTo(reset.release());
        assertThat(third.state().log()).isNotEqualTo(first.state().log());
        assertThat(third.state().stable()).isEqualTo(first.state().stable());
    }

    @Test
    void aStoreThatIsAwayIsNotAnEmptyLog() {
        var away = new ReleaseLog(new Repository(new FolderStore(root.resolve("nowhere"))), MODEL);
        assertThatExceptionOfType(StoreException.class).isThrownBy(away::end);
    }

    @Test
    void whatStandsBehindAGapIsNoPartOfTheLogHoweverFarItIs() throws IOException {
        LogPosition first = promoted(LogPosition.START, "1");
        put(9_999_999_999L, "{\"format\": 9}");
        put(3, new String(RecordFormat.write(next(first, "2")), StandardCharsets.UTF_8));

        assertThat(log.end()).isEqualTo(first);
        assertThat(promoted(first, "2").state().stable()).isEqualTo(placed("2"));
    }

    @Test
    void aRecordThatIsLargerThanAnyIsPassedOver() throws IOException {
        LogPosition first = promoted(LogPosition.START, "1");
        put(2, "{\"format\": 1, \"pad\": \"" + "x".repeat(RecordFormat.MOST_BYTES) + "\"}");

        LogPosition behind = log.follow(first);
        assertThat(behind.revision()).isEqualTo(2);
        assertThat(behind.state()).isEqualTo(first.state());
        assertThat(log.end()).isEqualTo(behind);
        assertThat(log.before(3, 10)).containsExactly(first.state());

        LogPosition third = promoted(behind, "3");
        assertThat(log.end().state()).isEqualTo(third.state());
    }

    @Test
    void aStoreThatSaysOfEveryKeyThatItIsNoneIsNotReadForEver() throws IOException {
        promoted(LogPosition.START, "1");
        for (long revision = 2; revision < 40; revision++) {
            put(revision, "x".repeat(RecordFormat.MOST_BYTES + 1));
        }
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> log.follow(LogPosition.START))
                .matches(e -> e.fault() == StoreException.Fault.UNFIT);
    }

    @Test
    void aRecordThatTakesEffectAtNoTimeAtAllIsPassedOver() throws IOException {
        LogPosition first = promoted(LogPosition.START, "1");
        String sound = new String(RecordFormat.write(next(first, "2")), StandardCharsets.UTF_8);
        for (String time : List.of("+999999999-12-31T23:59:59Z", "2027-12-01T10:00:00Z")) {
            put(2, sound.replaceFirst("(\"activate_at\" : )\"[^\"]*\"", "$1\"" + time + "\""));
            assertThat(log.follow(first).revision()).isEqualTo(2);
            assertThat(log.follow(first).state()).as(time).isEqualTo(first.state());
        }
        put(2, sound);
        assertThat(log.follow(first).state().stable()).isEqualTo(placed("2"));
    }

    @Test
    void aHintThatIsNoneCostsNothingAndTheNextWriterMendsIt() throws IOException {
        LogPosition first = promoted(LogPosition.START, "1");
        store.put(Repository.HEAD, new byte[2 << 20]);
        var watch = new HeadWatch(store);
        assertThat(watch.news()).isNull();

        Head.point(store, MODEL, first.state());
        assertThat(watch.news().head().revisions()).containsOnly(Map.entry(MODEL, 1L));
        // What could not be taken in is news again.
        watch.taken(watch.news());
        assertThat(watch.news()).isNull();
    }

    @Test
    void theHeadPointsAtTheNewestRecords() throws IOException {
        LogPosition first = promoted(LogPosition.START, "1");
        LogPosition second = promoted(first, "2");
        Head.point(store, "a", second.state());
        Head.point(store, "b", first.state());
        Head.point(store, "a", first.state());

        Head.Tagged read = Head.read(store, null);
        assertThat(read.head().revisions()).containsOnly(Map.entry("a", 2L), Map.entry("b", 1L));
        assertThat(Head.read(store, read.tag())).isNull();
        store.put(Repository.HEAD, "[nonsense".getBytes(StandardCharsets.UTF_8));
        assertThat(Head.read(store, read.tag()).head().revisions()).isEmpty();
    }

    @Test
    void theHeadPointsAtALogThatBeganAnewEvenIfItWasLongerBefore() throws IOException {
        LogPosition first = promoted(LogPosition.START, "1");
        LogPosition second = promoted(first, "2");
        LogPosition third = promoted(second, "3");
        Head.point(store, MODEL, third.state());
        Head.point(store, MODEL, ((Decision.Next) Changes.DEFAULT.reset(first, wish(first), NOW)).release());
        assertThat(Head.read(store, null).head().revisions()).containsEntry(MODEL, 2L);
    }

    private LogPosition promoted(LogPosition end, String version) throws IOException {
        assertThat(log.append(next(end, version))).isTrue();
        return log.follow(end);
    }

    private static ReleaseRecord next(LogPosition end, String version) {
        Instant later = NOW.plusSeconds(3600 * end.revision());
        Decision decision = Changes.DEFAULT.promote(end, placed(version), wish(end), later);
        assertThat(decision).isInstanceOf(Decision.Next.class);
        return ((Decision.Next) decision).release();
    }

    private static Wish wish(LogPosition end) {
        return new Wish(end.revision(), "tester", "because");
    }

    private static Placed placed(String version) {
        return new Placed(version, "ab".repeat(32));
    }

    private void put(long revision, String text) throws IOException {
        store.put(Repository.release(MODEL, revision), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The store, whose first answer to each creation does not arrive. */
    private Store losingAnswersOfCreate() {
        List<Object> lost = new ArrayList<>();
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(store, arguments);
                        if (method.getName().equals("create") && lost.isEmpty()) {
                            lost.add(result);
                            throw new StoreException(StoreException.Fault.AWAY, "no answer");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
