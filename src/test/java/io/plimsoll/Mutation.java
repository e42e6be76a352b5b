package io.plimsoll;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes requests out of valid ones that are wrong in some way, or still right; the same ones from the same seed. */
final class Mutation {

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "[null]",
            "\"\"",
            "\"x\"",
            "-1",
            "1e400",
            "-0",
            "3.9",
            "1e-400",
            "NaN",
            "Infinity",
            "9007199254740993",
            "9223372036854775808",
            "-9223372036854775808",
            "01",
            "1.",
            ".5",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"2026-02-30\"",
            "\"12.50\"",
            "[[[[]]]]",
            "{\"a\":{\"a\":{}}}",
            "'x'");
    private static final List<String> PATHS = List.of(
            "/v1/predict/nobody",
            "/v1/predict/",
            "/v1/predict;a=b",
            "/v1/predict/..",
            "/v1//predict",
            "/v1/predict/%2e",
            "/v1/predict/a/b",
            "/V1/predict",
            "/v1/batch",
            "/",
            "/v1/models/x/y",
            "/admin",
            "/%00",
            "*",
            "/v1/predict?x=%zz");
    private static final List<String> HEADERS = List.of(
            "Accept: text/html",
            "Content-Encoding: gzip",
            "X-Request-Timeout-Ms: -1",
            "X-Request-Timeout-Ms: 9e9",
            "traceparent: 00-zz-zz-01",
            "X-API-Key: nobody's",
            "Authorization: Bearer x",
            "Host: other",
            "Bad Header: 1",
            "X-Long: " + "x".repeat(9000),
            "Expect: something",
            "Transfer-Encoding: gzip",
            "Content-Length: 5",
            ": empty",
            "X-Null: \u0000",
            "Connection: close",
            "Upgrade: h2c",
            "Cookie: a=\"b",
            "Origin: http://evil.example");
    private static final List<String> METHODS = List.of("GET", "PUT", "TRACE", "OPTIONS", "BREW", "post", "CONNECT");

    private final Random random;

    Mutation(long seed) {
        random = new Random(seed);
    }

    /**
     * A request as it goes over the wire.
     *
     * @param whole whether its framing is sound, so that it must be answered
     */
    record Sent(byte[] bytes, boolean whole) {}

    /** A request for a model, with one of its rows, or what became of it. */
    Sent next(String model, String row) {
        byte[] body = body(random.nextInt(8) == 0 ? "[" + row + "," + row + "]" : row);
        String path = random.nextInt(12) == 0
                ? pick(PATHS)
                : (random.nextInt(8) == 0 ? "/v1/batch/" : "/v1/predict/") + model;
        String method = random.nextInt(25) == 0 ? pick(METHODS) : "POST";
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        head.append("Content-Type: ")
                .append(random.nextInt(30) == 0 ? "text/plain" : "application/json")
                .append("\r\n");
        boolean whole = true;
        if (random.nextInt(12) == 0) {
            head.append(pick(HEADERS)).append("\r\n");
            whole = false;
        }
        boolean chunked = random.nextInt(10) == 0;
        byte[] framed = body;
        if (chunked) {
            framed = chunks(body);
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (random.nextInt(40) == 0) {
            // More or less than there is.
            head.append("X-Request-Timeout-Ms: 60\r\nContent-Length: ")
                    .append(Math.max(0, body.length + random.nextInt(21) - 10))
                    .append("\r\n");
            whole = false;
        } else {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] bytes = join(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), framed);
        if (random.nextInt(25) == 0) {
            bytes = spoil(bytes, Math.min(bytes.length, head.length()));
            whole = false;
        }
        return new Sent(bytes, whole);
    }

    private byte[] body(String row) {
        byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(12)) {
            case 0, 1 -> bytes;
            case 2 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 3 -> spoil(bytes, bytes.length);
            case 4, 5, 6 -> swapValue(row);
            case 7 -> ("{\"unknown_" + random.nextInt(9) + "\":1," + row.substring(1)).getBytes(StandardCharsets.UTF_8);
            case 8 ->
                join(bytes, pick(List.of("{}", "]", "x", " ", "\n\n", "\u0000")).getBytes(StandardCharsets.UTF_8));
            case 9 -> row.getBytes(random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE);
            case 10 -> nested();
            default -> twice(bytes);
        };
    }

    /** Another value for one of the members. */
    private byte[] swapValue(String row) {
        int colon = row.indexOf(':', random.nextInt(row.length()));
        if (colon < 0) {
            return row.getBytes(StandardCharsets.UTF_8);
        }
        int end = colon + 1;
        while (end < row.length() && ",}]".indexOf(row.charAt(end)) < 0) {
            end++;
        }
        return (row.substring(0, colon + 1) + pick(VALUES) + row.substring(end)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] nested() {
        int depth = 1 << random.nextInt(16);
        String opening = random.nextBoolean() ? "[" : "{\"a\":";
        return opening.repeat(depth).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] twice(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int to = from + random.nextInt(bytes.length - from);
        return join(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private byte[] spoil(byte[] bytes, int within) {
        byte[] spoilt = bytes.clone();
        for (int i = 1 + random.nextInt(3); i > 0 && within > 0; i--) {
            spoilt[random.nextInt(within)] = (byte) random.nextInt(256);
        }
        return spoilt;
    }

    private byte[] chunks(byte[] body) {
        var out = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; ) {
            int size = Math.min(body.length - at, 1 + random.nextInt(600));
            out.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, at, size);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            at += size;
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private String pick(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
