package io.plimsoll.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in a sentence what the disk refuses to do, which is no defect of the command. */
final class DiskFault {

    private DiskFault() {}

    static String told(IOException fault) {
        return switch (fault) {
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written";
            case NoSuchFileException gone -> gone.getFile() + " is not there any more";
            case FileSystemException file when file.getReason() != null -> file.getFile() + ": " + file.getReason();
            case FileSystemException file -> file.getFile() + " cannot be read or written";
            default -> "the disk refuses: " + fault.getMessage();
        };
    }
}
