package io.plimsoll.lifecycle;

import io.plimsoll.routing.Route;
import io.plimsoll.routing.Router;
import io.plimsoll.routing.ServedVersion;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of one model in this process, and which follows which: it makes what serves equal to the assignment, one
 * reference write at a time. What serves goes on serving until its successor is ready; at most {@value #MOST_IN_MEMORY}
 * versions are in memory, those that still drain included.
 */
final class Succession {

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    /** The stable one, the one that is to follow it, and the one before. */
    static final int MOST_IN_MEMORY = 3;

    private final String model;
    private final Surroundings around;

    private @Nullable Assignment wanted;
    private final Attempts attempts;
    private @Nullable PinnedVersion loading;
    private volatile @Nullable Resident serving;
    private @Nullable Resident standby;
    private @Nullable Resident previous;
    private Instant previousUntil = Instant.EPOCH;
    private int inMemory;
    private int draining;
    private volatile int leaks;
    private boolean leaving;

    Succession(String model, Surroundings around) {
        this.model = model;
        this.around = around;
        this.attempts = new Attempts(around.timer, around.retry);
    }

    /**
     * What a succession works with.
     *
     * @param loaders runs what takes long
     * @param timer wakes it up
     */
    record Surroundings(
            Router router,
            Register register,
            VersionLoader loader,
            CrashGuard guard,
            Executor loaders,
            Timer timer,
            Retry retry,
            Duration keepPrevious) {}

    /** Follows an assignment; one that is older than the last is no news. */
    synchronized void follow(Assignment next) {
        Assignment now = wanted;
        if (next.equals(now) || (now != null && now.isAfter(next))) {
            return;
        }
        boolean other = now == null || !now.stable().equals(next.stable());
        if (other || next.again()) {
            attempts.begin(serving == null || !other ? Instant.EPOCH : around.timer.inFirstHalf(next.activateAt()));
        }
        if (next.again()) {
            around.loader.forget(next.stable());
        }
        boolean back = now != null && !now.stable().equals(next.stable()) && of(next.stable(), serving) != null;
        wanted = next;
        if (back) {
            // What was to follow it may have had its name, and what was said of that is not true of this one.
            around.register.moved(next.stable(), State.SERVING);
        }
        settle();
    }

    /** Does what can be done at once, and begins what takes time; whatever ends calls it again. */
    private void settle() {
        Assignment assignment = wanted;
        if (leaving || assignment == null) {
            return;
        }
        PinnedVersion stable = assignment.stable();
        Resident ready = of(stable, standby, previous);
        if (of(stable, serving) != null) {
            dropStandby();
            dropPreviousUnlessKept(assignment);
        } else if (ready != null) {
            takeOver(assignment, ready);
        } else {
            dropStandby();
            begin(stable);
        }
    }

    private static @Nullable Resident of(PinnedVersion version, @Nullable Resident... residents) {
        for (Resident resident : residents) {
            if (resident != null && resident.pin().equals(version)) {
                return resident;
            }
        }
        return null;
    }

    private void begin(PinnedVersion version) {
        if (loading != null || attempts.refused(version)) {
            return;
        }
        if (attempts.tooEarly()) {
            around.timer.at(attempts.next(), this::wake);
            return;
        }
        if (inMemory >= MOST_IN_MEMORY && previous != null) {
            dropPrevious();
        }
        if (inMemory >= MOST_IN_MEMORY) {
            around.register.waits(
                    version,
                    State.FETCHING,
                    inMemory + " versions of the model are in memory, and one must leave before another comes");
            return;
        }
        loading = version;
        inMemory++;
        around.loaders.execute(() -> load(version));
    }

    private void load(PinnedVersion version) {
        if (isLeaving()) {
            return;
        }
        Loading loaded;
        try {
            loaded = around.loader.load(version);
        } catch (RuntimeException | Error defect) {
            if (isLeaving()) {
                // The process is ending, and with it what this thread was using.
                LOG.info("{} is not loaded any more, since the service leaves", version.id());
                return;
            }
            LOG.error("{} could not be loaded", version.id(), defect);
            String kind = defect.getClass().getSimpleName();
            // What the process lacks now speaks of the machine, and passes.
            loaded = defect instanceof VirtualMachineError || defect instanceof UncheckedIOException
                    ? new Loading.Later("the process has no room for it now: " + kind, true)
                    : new Loading.Refused(List.of("the service has a defect: " + kind));
        }
        loaded(version, loaded);
    }

    private boolean isWanted(PinnedVersion version) {
        return wanted != null && wanted.stable().equals(version);
    }

    private synchronized boolean isLeaving() {
        return leaving;
    }

    private synchronized void loaded(PinnedVersion version, Loading result) {
        loading = null;
        if (leaving && !(result instanceof Loading.Ready)) {
            // It was broken off, which is no fault of its own.
            inMemory--;
            notifyAll();
            return;
        }
        switch (result) {
            case Loading.Ready(LoadedVersion ready) when leaving -> ready.close();
            case Loading.Ready(LoadedVersion ready) -> {
                attempts.worked();
                standby = resident(version, ready);
                around.register.moved(version, State.READY);
            }
            case Loading.Refused(var reasons) -> {
                inMemory--;
                attempts.refuse(version);
                around.register.failed(version, reasons);
            }
            case Loading.Later(String reason, boolean fault) -> {
                inMemory--;
                if (isWanted(version)) {
                    attempts.inVain();
                }
                if (fault) {
                    attempts.blame(version);
                    around.register.failed(version, List.of(reason));
                } else {
                    around.register.waits(version, State.FETCHING, reason);
                }
            }
        }
        settle();
    }

    private Resident resident(PinnedVersion version, LoadedVersion loaded) {
        var served = new ServedVersion(loaded.contract(), loaded.predictor(), () -> closeApart(version, loaded));
        return new Resident(version, loaded, served);
    }

    /** One reference write, as soon as it is time. */
    private void takeOver(Assignment assignment, Resident successor) {
        if (serving != null && around.timer.isBefore(assignment.activateAt())) {
            around.timer.at(assignment.activateAt(), this::wake);
            return;
        }
        Resident before = serving;
        if (successor.equals(standby)) {
            standby = null;
        } else {
            previous = null;
            // It was to come later, and does not come any more.
            dropStandby();
        }
        serving = successor;
        var contract = successor.loaded().contract();
        around.guard.serves(successor.pin());
        around.router.update(table -> table.with(new Route(model, contract.limits(), successor.served())));
        around.register.serves(
                model, new ModelStatus.Served(contract, successor.loaded().goldenInputs()));
        around.register.moved(successor.pin(), State.SERVING);
        if (!contract.provenance().isEmpty()) {
            LOG.info(
                    "{} comes from {}",
                    successor.id(),
                    LogText.of(contract.provenance().toString()));
        }
        if (before != null) {
            dropPrevious();
            previous = before;
            previousUntil = around.timer.in(around.keepPrevious);
            around.register.moved(before.pin(), State.READY);
        }
        dropPreviousUnlessKept(assignment);
        // A rollback must find it here, whatever has become of the repository by then.
        assignment.previous().stream()
                .findFirst()
                .ifPresent(back -> around.loaders.execute(() -> around.loader.fetch(back)));
    }

    /** The one before is kept for a while, so that going back to it loads nothing. */
    private void dropPreviousUnlessKept(Assignment assignment) {
        Resident kept = previous;
        if (kept == null) {
            return;
        }
        if (assignment.previous().contains(kept.pin()) && around.timer.isBefore(previousUntil)) {
            around.timer.at(previousUntil, this::wake);
        } else {
            dropPrevious();
        }
    }

    private void dropPrevious() {
        Resident dropped = previous;
        previous = null;
        retire(dropped);
    }

    private void dropStandby() {
        Resident dropped = standby;
        standby = null;
        retire(dropped);
    }

    private void retire(@Nullable Resident resident) {
        if (resident != null) {
            draining++;
            around.register.moved(resident.pin(), State.DRAINING);
            resident.served().retire();
        }
    }

    private synchronized void wake() {
        settle();
    }

    /** Closing may wait for a native run, which the thread of a request must not. */
    private void closeApart(PinnedVersion version, LoadedVersion loaded) {
        Thread.ofPlatform().name("plimsoll-close-" + model).start(() -> {
            boolean leaked = true;
            try {
                loaded.close();
                leaked = loaded.leaked();
            } catch (RuntimeException | Error defect) {
                LOG.error("{} could not be closed", version.id(), defect);
            }
            closed(version, leaked);
        });
    }

    private synchronized void closed(PinnedVersion version, boolean leaked) {
        draining--;
        if (leaked) {
            leaks++;
            around.register.moved(version, State.LEAKED);
        } else {
            inMemory--;
            around.register.moved(version, State.CLOSED);
        }
        notifyAll();
        settle();
    }

    /** Whether something answers, or what should has failed, even if it is tried again: others need not wait for it. */
    synchronized boolean settled() {
        Assignment assignment = wanted;
        return assignment == null || serving != null || attempts.failed(assignment.stable());
    }

    /** What answers, or null; without the lock, which may be held while a disk is slow. */
    @Nullable
    Resident serving() {
        return serving;
    }

    /** How many versions stay in memory for good. */
    int leaks() {
        return leaks;
    }

    /** Takes every version out of traffic and closes it once its leases are back. */
    synchronized void leave() {
        leaving = true;
        Resident last = serving;
        if (last != null) {
            serving = null;
            // The table first: until then a caller may still find the version, and must find it open.
            around.router.update(table ->
                    table.with(new Route(model, last.loaded().contract().limits(), null)));
            around.register.serves(model, null);
            retire(last);
        }
        dropStandby();
        dropPrevious();
    }

    /** Waits until all that was retired is closed; whether it is, and none was leaked before. */
    synchronized boolean awaitClosed(long endNanos) throws InterruptedException {
        while (draining > 0) {
            long left = (endNanos - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return leaks == 0;
    }
}
