package org.jpsi.core.errors;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/// Description of wrong user input, as data; {@link ProblemText} formats it. Texts are empty where
/// there is nothing to say.
///
/// @param kind by which callers distinguish problems
/// @param where the location, from the outside in: a file, a key in it
/// @param says a plain statement of what is wrong, alone or before what was expected and found
/// @param expected what should be there
/// @param found what is there instead
/// @param nearest similar names, one of which may have been meant
/// @param remedy what the user can do about it, as an imperative
/// @param excerpt the wrong line, where it is shown
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

  /// Kind of problem, by which callers distinguish.
  public enum Kind {
    /// An unknown name: of a column, a key, a file.
    UNKNOWN_NAME,
    /// A damaged file, as after an incomplete copy.
    DAMAGED_FILE,
    /// Something that a library provides which is not there.
    MISSING_PROVIDER,
    /// Any other.
    OTHER
  }

  /// Excerpt: a line of text and the position of the error in it.
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

  /// The same problem with `outer` before its location.
  public Problem in(Place outer) {
    List<Place> path = Stream.concat(Stream.of(outer), where.stream()).toList();
    return new Problem(kind, path, says, expected, found, nearest, remedy, excerpt);
  }
}
