package dev.tideline.trainer.report;

/** HTML's few rules. */
final class Html {
    private static final String STYLE =
            """
            :root { color-scheme: light; --ink: #1f2933; --faint: #52606d; --line: #e4e7eb; }
            body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; background: #fff; color: var(--ink);
                   font: 1rem/1.5 system-ui, sans-serif; }
            h1 { font-size: 1.6rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
            h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
            .lead { font-size: 1.25rem; margin: 0 0 1rem; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            caption { text-align: left; color: var(--faint); padding-bottom: .25rem; }
            th, td { padding: .3rem .9rem .3rem 0; text-align: right; border-bottom: 1px solid var(--line); }
            th { font-weight: 600; }
            th:first-child { text-align: left; overflow-wrap: anywhere; }
            .lineage td { text-align: left; overflow-wrap: anywhere; }
            .scroll { overflow-x: auto; }
            .confusion td { text-align: center; padding: .4rem; height: 2.6rem; min-width: 2.6rem; border: 2px solid #fff; }
            .confusion th:first-child { min-width: 7rem; }
            .confusion thead th { text-align: center; padding: .3rem .4rem; vertical-align: bottom; }
            .confusion small { display: block; white-space: nowrap; }
            .wide { width: 100%; height: auto; }
            .tiles { display: grid; grid-template-columns: repeat(3, minmax(0, 15rem)); gap: 1.25rem; }
            figure { margin: 0; }
            figure img { width: 100%; aspect-ratio: 1; display: block; border-radius: 4px; }
            figcaption { font-size: .85rem; margin-top: .35rem; }
            figcaption span { display: block; color: var(--faint); overflow-wrap: anywhere; }
            figcaption .right { color: #00694e; font-weight: 600; }
            figcaption .wrong { color: #b3261e; font-weight: 600; }
            details { margin: .75rem 0; }
            summary { cursor: pointer; }
            """;

    private Html() {}

    /** Text that stays text, between tags and in quoted attributes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(Character.isISOControl(character) ? ' ' : character);
            }
        });
        return escaped.toString();
    }

    static String image(String style, String address, String description) {
        return "<img class=\"" + style + "\" alt=\"" + escape(description) + "\" src=\"" + address + "\">\n";
    }

    /** A document that may load nothing and run nothing, whatever is in it. */
    static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
                <title>%1$s</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <main>
                <h1>%1$s</h1>
                %3$s</main>
                </body>
                </html>
                """
                .formatted(escape(title), STYLE, body);
    }
}
