package org.jpsi.core.errors;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/// What is wrong with the user's input, as data; {@link ProblemText} puts it into words. Texts are
/// empty where there is nothing to say.
///
/// @param kind what callers tell apart
/// @param where from the outside in: a file, a key in it
/// @param says a plain statement of what is wrong, alone or before what was expected and found
/// @param expected in its place
/// @param found instead
/// @param nearest the names that may have been meant
/// @param remedy what the user can do about it, as an imperative
/// @param excerpt the line that is wrong, where it is shown
public record Problem(
    Kind kind,
    List<Place> where,
    String says,
    String expected,
    String found,
    List<String> nearest,
    String remedy,
    Excerpt excerpt)
    implements Serializable {

  /// What callers tell apart.
  public enum Kind {
    /// A name of something that is not there: a column, a key, a file.
    UNKNOWN_NAME,
    /// A file whose content cannot be right, as after an incomplete copy.
    DAMAGED_FILE,
    /// All else.
    OTHER
  }

  /// A line of text.
  ///
  /// @param position of the character that is wrong, from 0
  public record Excerpt(String line, int position) implements Serializable {
    /// No line is shown.
    public static final Excerpt NONE = new Excerpt("", 0);
  }

  public Problem {
    where = List.copyOf(where);
    nearest = List.copyOf(nearest);
  }

  /// The same problem, seen from further out.
  public Problem in(Place outer) {
    List<Place> way = Stream.concat(Stream.of(outer), where.stream()).toList();
    return new Problem(kind, way, says, expected, found, nearest, remedy, excerpt);
  }
}
