package io.plimsoll.contract;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How a date becomes a number: whole units since the start of a day, such as "days since 1970-01-01". */
public record Epoch(Unit unit, LocalDate origin) {

    /** The units that a contract may name. */
    public enum Unit {
        DAYS(1),
        SECONDS(86_400),
        MILLISECONDS(86_400_000);

        private final long perDay;

        Unit(long perDay) {
            this.perDay = perDay;
        }
    }

    /** Days since 1970-01-01. */
    public static final Epoch UNIX_DAYS = new Epoch(Unit.DAYS, LocalDate.EPOCH);

    /** Seconds since 1970-01-01. */
    public static final Epoch UNIX_SECONDS = new Epoch(Unit.SECONDS, LocalDate.EPOCH);

    /** The number for the start of a day that is given as days since 1970-01-01. */
    public long ofEpochDay(long epochDay) {
        return (epochDay - origin.toEpochDay()) * unit.perDay;
    }

    /** Milliseconds of one unit. */
    public long unitMillis() {
        return 86_400_000 / unit.perDay;
    }

    /** Milliseconds from the epoch's start to a moment that is given in milliseconds since 1970-01-01T00:00:00Z. */
    public long millisSince(long epochMillis) {
        return epochMillis - origin.toEpochDay() * 86_400_000;
    }

    /** The number for the start of a day. */
    public long of(LocalDate date) {
        return ChronoUnit.DAYS.between(origin, date) * unit.perDay;
    }

    @Override
    public String toString() {
        return unit.name().toLowerCase(Locale.ROOT) + " since " + origin;
    }
}
