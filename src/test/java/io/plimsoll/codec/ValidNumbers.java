package io.plimsoll.codec;

import io.plimsoll.contract.DateTimeType;
import io.plimsoll.contract.DateType;
import io.plimsoll.contract.DecimalType;
import io.plimsoll.contract.ElementType;
import io.plimsoll.contract.IntegerType;
import io.plimsoll.contract.NumberType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Makes numbers, days and moments that a field takes, the bounds themselves among them, in all their spellings. */
final class ValidNumbers {

    private static final LocalDate FIRST = LocalDate.of(0, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final long DAY = 86_400_000;

    /** Longer numbers are refused as JSON. */
    private static final int LONGEST = 900;

    private final Random random;

    ValidNumbers(Random random) {
        this.random = random;
    }

    String integer(IntegerType type, ElementType element) {
        if (!type.values().isEmpty()) {
            return spelled(type.values().get(random.nextInt(type.values().size())));
        }
        long edge = Targets.edge(element);
        return spelled(within(type.min(), type.max(), edge, value -> Targets.exact(element, value)));
    }

    /** A whole number between the bounds, where there are any, which may be the bounds or near them. */
    private long within(@Nullable Long min, @Nullable Long max, long edge, LongPredicate fits) {
        long low = min == null ? Math.min(-edge, max == null ? 0 : max) : min;
        long high = max == null ? Math.max(edge, low) : max;
        var candidates = new ArrayList<>(List.of(low, high, 0L, 1L, -1L, edge, -edge, edge * 2, 1L << 40));
        if (low < high) {
            candidates.add(low + 1);
            candidates.add(high - 1);
            for (int i = 0; i < 12; i++) {
                candidates.add(low + (long) (random.nextDouble() * ((double) high - low)));
                candidates.add(low + random.nextInt(1000));
            }
        }
        List<Long> valid = candidates.stream()
                .filter(value -> value >= low && value <= high)
                .filter(value -> (min == null || value >= min) && (max == null || value <= max))
                .filter(fits::test)
                .toList();
        return valid.get(random.nextInt(valid.size()));
    }

    private String spelled(long value) {
        return switch (random.nextInt(7)) {
            case 0 -> value + ".0";
            case 1 -> value + ".00000000000000000000";
            case 2 -> value % 10 == 0 ? value / 10 + "e1" : value + "0e-1";
            case 3 -> value % 100 == 0 ? value / 100 + "E+2" : value + "00E-2";
            case 4 -> value == 0 ? "-0" : Long.toString(value);
            default -> Long.toString(value);
        };
    }

    String number(NumberType type, ElementType element) {
        double most = Targets.largest(element);
        double low = type.min() == null ? Math.min(-most, type.max() == null ? 0 : type.max()) : type.min();
        double high = type.max() == null ? Math.max(most, low) : type.max();
        double usual = Math.max(low, -1e6) + random.nextDouble() * (Math.min(high, 1e6) - Math.max(low, -1e6));
        var candidates = new ArrayList<>(List.of(low, high, Math.nextUp(low), Math.nextDown(high), 0.0, 1.0, -1.5));
        candidates.addAll(List.of(usual, usual, usual, Math.rint(usual), (double) (float) usual, Double.MIN_VALUE));
        List<Double> valid = candidates.stream()
                .filter(value -> value >= low && value <= high && Math.abs(value) <= most)
                .toList();
        return spelled(valid.get(random.nextInt(valid.size())));
    }

    /** Of a double, the shortest text or all of its digits. */
    String spelled(double value) {
        String exact = new BigDecimal(value).toPlainString();
        return switch (random.nextInt(4)) {
            case 0 ->
                Double.toString(value)
                        .toLowerCase(Locale.ROOT)
                        .replace("e", "e+")
                        .replace("+-", "-");
            case 1 -> exact.length() < LONGEST ? exact : Double.toString(value);
            case 2 ->
                value == Math.rint(value) && Math.abs(value) < 0x1p53
                        ? Long.toString((long) value)
                        : Double.toString(value);
            default -> Double.toString(value);
        };
    }

    String decimal(DecimalType type, ElementType element) {
        Long min = type.min() == null ? null : units(type, type.min(), RoundingMode.CEILING);
        Long max = type.max() == null ? null : units(type, type.max(), RoundingMode.FLOOR);
        long edge = element == ElementType.INT64 ? Long.MAX_VALUE : Math.min(Targets.edge(element), 1_000_000);
        BigDecimal value = type.ofUnits(within(min, max, edge, units -> held(type, element, units)));
        String text = (random.nextBoolean() ? value : shortened(value)).toPlainString();
        return '"' + (value.signum() >= 0 && random.nextInt(5) == 0 ? "+" : "") + text + '"';
    }

    private static BigDecimal shortened(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static long units(DecimalType type, BigDecimal value, RoundingMode inwards) {
        return value.setScale(type.scale(), inwards).unscaledValue().longValueExact();
    }

    static boolean held(DecimalType type, ElementType element, long units) {
        if (!element.floating()) {
            return Targets.exact(element, units);
        }
        BigDecimal value = shortened(type.ofUnits(units));
        boolean whole = value.scale() == 0;
        return Math.abs(value.doubleValue()) <= Targets.largest(element)
                && (!whole || Targets.exact(ElementType.DOUBLE, value.longValueExact()));
    }

    String date(DateType type) {
        LocalDate first = type.min() == null ? FIRST : type.min();
        LocalDate last = type.max() == null ? LAST : type.max();
        long day = within(first.toEpochDay(), last.toEpochDay(), 0, value -> true);
        return '"' + text(LocalDate.ofEpochDay(day)) + '"';
    }

    static String text(LocalDate day) {
        return "%04d-%02d-%02d".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    String moment(DateTimeType type, ElementType element) {
        // Two days from the ends of the calendar no offset leads out of it.
        long first =
                type.min() == null ? (FIRST.toEpochDay() + 2) * DAY : type.min().toEpochMilli();
        long last =
                type.max() == null ? (LAST.toEpochDay() - 2) * DAY : type.max().toEpochMilli();
        long step = element.floating() ? 1 : type.epoch().unitMillis();
        long from = Math.ceilDiv(first, step);
        long to = Math.floorDiv(last, step);
        return '"' + moment(within(from, to, 0, value -> true) * step, "0".repeat(random.nextInt(4))) + '"';
    }

    /** A moment at some offset, with further digits behind its milliseconds. */
    String moment(long millis, String digits) {
        ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(2 * 1080 + 1) - 1080) * 60);
        boolean utc = random.nextInt(3) == 0;
        OffsetDateTime moment = Instant.ofEpochMilli(millis).atOffset(utc ? ZoneOffset.UTC : offset);
        int left = (int) Math.floorMod(millis, 1000L);
        String fraction = left == 0 && random.nextBoolean() && digits.isEmpty() ? "" : ".%03d".formatted(left) + digits;
        String zone = utc || offset.getTotalSeconds() == 0
                ? (random.nextBoolean() ? "Z" : "z")
                : "%s%02d:%02d"
                        .formatted(
                                offset.getTotalSeconds() < 0 ? "-" : "+",
                                Math.abs(offset.getTotalSeconds()) / 3600,
                                Math.abs(offset.getTotalSeconds()) / 60 % 60);
        return "%s%s%02d:%02d:%02d%s%s"
                .formatted(
                        text(moment.toLocalDate()),
                        random.nextInt(4) == 0 ? "t" : "T",
                        moment.getHour(),
                        moment.getMinute(),
                        moment.getSecond(),
                        fraction,
                        zone);
    }
}
