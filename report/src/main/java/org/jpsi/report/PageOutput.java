package org.jpsi.report;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.io.AtomicFile;
import org.jspecify.annotations.Nullable;

/// Output to a terminal and to an HTML page.
public final class PageOutput implements DisplayOutput {
  private final PrintStream out;
  private final List<String> parts = new ArrayList<>();
  private final @Nullable Path live;
  private int figures;

  public PageOutput(PrintStream out) {
    this(out, null);
  }

  private PageOutput(PrintStream out, @Nullable Path live) {
    this.out = out;
    this.live = live;
  }

  /// An output whose page is written after every figure.
  public static PageOutput live(PrintStream out, Path page) {
    return new PageOutput(out, page);
  }

  @Override
  public void print(String text) {
    out.println(text);
    parts.add("<pre>" + escape(text) + "</pre>");
  }

  @Override
  public void show(Object thing) {
    if (Display.figure(thing) == null) {
      out.println(Display.text(thing).stripTrailing());
    } else {
      figures++;
      out.println(
          "[figure " + figures + "] " + Display.text(thing).replaceFirst("\\[figure] ", ""));
    }
    parts.add("<div class=\"shown\">" + Display.html(thing) + "</div>");
    if (live != null && Display.figure(thing) != null) {
      write(live, "Figures");
      out.println("in " + live.toUri());
    }
  }

  /// Whether there are figures, which a terminal can't show.
  public boolean hasFigures() {
    return figures > 0;
  }

  /// Writes the page.
  ///
  /// @throws InputException where nothing can be written
  public void write(Path file, String title) {
    String page =
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"/><title>%s</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #30343b; background: white; }
        pre { white-space: pre-wrap; margin: 0.2rem 0; font-size: 14px; }
        .shown { margin: 1rem 0; overflow-x: auto; }
        svg { max-width: 100%%; height: auto; }
        table { border-collapse: collapse; font-size: 13px; }
        th, td { border-bottom: 1px solid #c9ced6; padding: 0.2rem 0.6rem; text-align: right; }
        </style></head><body>
        <h1>%s</h1>
        %s
        </body></html>
        """
            .formatted(escape(title), escape(title), String.join("\n", parts));
    AtomicFile.makeFolder(file);
    AtomicFile.write(file, page);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
