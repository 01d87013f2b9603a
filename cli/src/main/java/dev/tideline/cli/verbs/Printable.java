package dev.tideline.cli.verbs;

import java.util.regex.Pattern;

/** Text that anybody may have written, such as a file's name or a record's header: it must not steer the terminal. */
final class Printable {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private Printable() {}

    /** The text with a question mark for each control character. */
    static String of(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }
}
