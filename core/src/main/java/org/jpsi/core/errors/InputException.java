package org.jpsi.core.errors;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The user's input is wrong, and the message says all that is needed to mend it: `[where] expected
/// ..., found ...; did you mean ...?; do ...`. Commands print the message alone, without a stack
/// trace, and exit with status 1.
///
/// ```java
/// throw InputException.at("higgs.root")
///     .expected("a tree named sig_tre")
///     .found("sig_tree, bkg_tree")
///     .nearest("sig_tre", trees)
///     .remedy("set `tree:` to one of them")
///     .exception();
/// ```
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1;
  // characters of a long line that are shown
  private static final int SHOWN = 72;

  private InputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// Begins a message about the place `where`: a file, a tree in a file, a key of the analysis file
  /// with its line.
  public static Message at(String where) {
    return new Message(where);
  }

  /// The parts of one message, in the order in which they are given.
  public static final class Message {
    private final StringBuilder text = new StringBuilder();
    private String separator = " ";
    private String picture = "";
    private @Nullable Throwable cause;

    private Message(String where) {
      text.append('[').append(where).append(']');
    }

    public Message expected(String what) {
      return add("expected " + what, ", ");
    }

    public Message found(String what) {
      return add("found " + what, "; ");
    }

    /// A plain statement of what is wrong, where "expected, found" would read badly.
    public Message says(String what) {
      return add(what, "; ");
    }

    /// Adds "did you mean ...?" with the names most like `name`; nothing where none is near.
    public Message nearest(String name, Collection<String> candidates) {
      List<String> near = Nearest.of(name, candidates);
      return near.isEmpty() ? this : add("did you mean " + String.join(" or ", near) + "?", "; ");
    }

    /// What the user can do about it, as an imperative.
    public Message remedy(String what) {
      return add(what, "; ");
    }

    /// Shows the `line` that is wrong below the message, with a caret under its character
    /// `position` (from 0). Of a long line only the surroundings.
    public Message shows(String line, int position) {
      int from = Math.max(0, position - SHOWN / 2);
      int to = Math.min(line.length(), from + SHOWN);
      String before = from > 0 ? "..." : "";
      String after = to < line.length() ? "..." : "";
      String part = line.substring(from, to).replaceAll("\\p{Cntrl}", " ");
      String blanks = " ".repeat(before.length() + Math.min(position, line.length()) - from);
      picture = "\n  " + before + part + after + "\n  " + blanks + "^";
      return this;
    }

    public Message cause(Throwable why) {
      cause = why;
      return this;
    }

    public InputException exception() {
      return new InputException(text + picture, cause);
    }

    private Message add(String part, String next) {
      text.append(separator).append(part);
      separator = next;
      return this;
    }
  }

  /// The message, always present.
  public String message() {
    return Optional.ofNullable(getMessage()).orElse("");
  }
}
