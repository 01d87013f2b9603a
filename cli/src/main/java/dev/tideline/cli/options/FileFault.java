package dev.tideline.cli.options;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What Java says of a file's fault only by a class name, in words. */
public final class FileFault {
    private FileFault() {}

    public static String describe(IOException fault) {
        if (fault instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (fault instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be used by this user";
        }
        boolean named = !(fault instanceof FileSystemException) || ((FileSystemException) fault).getReason() != null;
        return named && fault.getMessage() != null ? fault.getMessage() : fault.toString();
    }
}
