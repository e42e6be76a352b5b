package io.plimsoll.inference;

/** A process that loads ONNX Runtime and ends. */
final class TelemetryProbe {

    private TelemetryProbe() {}

    public static void main(String[] arguments) {
        System.out.println(Library.ENVIRONMENT.getVersion());
    }
}
