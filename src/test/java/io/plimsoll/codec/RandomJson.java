package io.plimsoll.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Makes JSON by chance: values in all their spellings, and bytes that something happened to. */
final class RandomJson {

    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

    private RandomJson() {}

    static String integer(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Long.toString(random.nextLong());
            case 1 -> random.nextInt(1000) + ".0";
            case 2 -> random.nextInt(1000) + "e" + random.nextInt(15);
            default -> Integer.toString(random.nextInt(200) - 100);
        };
    }

    static String number(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Double.toString(Math.abs(random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300)));
            case 1 ->
                BigDecimal.valueOf(random.nextLong(), 1 + random.nextInt(40)).toString();
            case 2 -> random.nextInt(1000) + "." + random.nextInt(1_000_000);
            case 3 -> random.nextInt(1000) + "E-" + random.nextInt(330);
            default -> Integer.toString(random.nextInt());
        };
    }

    static String text(Random random) {
        var text = new StringBuilder("\"");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(
                    switch (random.nextInt(6)) {
                        case 0 -> "\\u%04x".formatted(1 + random.nextInt(0xD000));
                        case 1 -> "\\n\\\"\\\\\\/\\t";
                        case 2 -> Character.toString(0x20AC);
                        case 3 -> Character.toString(0xE4 + random.nextInt(20));
                        default -> Character.toString('a' + random.nextInt(26));
                    });
        }
        return text.append('"').toString();
    }

    static String space(Random random) {
        return random.nextInt(6) == 0 ? " \t\r\n".substring(random.nextInt(4)) : "";
    }

    /** A decimal of at most two places, in quotes. */
    static String decimal(Random random) {
        String sign = List.of("", "", "-", "+").get(random.nextInt(4));
        String whole = Long.toString(random.nextLong(10_000_000_000L));
        String places = "0123456789".substring(random.nextInt(9)).substring(0, random.nextInt(2) + 1);
        return '"' + sign + whole + (random.nextBoolean() ? "." + places : "") + '"';
    }

    /** A moment to the millisecond at some offset, in quotes. */
    static String moment(Random random) {
        Instant moment = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L) - 2_000_000_000_000L);
        return '"'
                + moment.atOffset(ZoneOffset.ofTotalSeconds((random.nextInt(2161) - 1080) * 60))
                        .format(RFC_3339)
                + '"';
    }

    /** A list of values that come one by one. */
    static String list(Random random, int count, Function<Random, String> value) {
        var values = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            values.add(value.apply(random));
        }
        return "[" + space(random) + String.join(space(random) + "," + space(random), values) + space(random) + "]";
    }

    /** A value, or now and then null. */
    static String orNull(Random random, String value) {
        return random.nextInt(5) == 0 ? "null" : value;
    }

    /** Bytes to which one to three things happened. */
    static byte[] damage(byte[] body, Random random) {
        byte[] damaged = body.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(6)) {
                case 0 -> damaged[at] = (byte) random.nextInt(256);
                case 1 -> damaged[at] = (byte) "\"\\{}[],:0123456789.eE+-nulltrue ".charAt(random.nextInt(32));
                case 2 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
                case 3 -> damaged = spliced(damaged, at, at, damaged);
                case 4 ->
                    damaged = spliced(damaged, at, Math.min(damaged.length, at + 1 + random.nextInt(4)), new byte[0]);
                default -> {
                    int from = random.nextInt(damaged.length);
                    int to = Math.min(damaged.length, from + random.nextInt(12));
                    damaged = spliced(damaged, at, at, Arrays.copyOfRange(damaged, from, to));
                }
            }
            if (damaged.length == 0) {
                return damaged;
            }
        }
        return damaged;
    }

    /** The bytes with those from one place to another replaced by others. */
    private static byte[] spliced(byte[] bytes, int from, int to, byte[] by) {
        byte[] result = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
        return result;
    }
}
