package org.jpsi.core.errors;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Exception for wrong user input: a file, a setting, an expression. It carries a {@link Problem}:
/// where, what was expected, what was found, which names are similar, what to do. Its message is
/// that problem as text: `[where] expected ..., found ...; did you mean ...?; do ...`. Commands
/// print the message alone, without a stack trace, and exit with status 1.
///
/// ```java
/// throw InputException.at("higgs.root")
///     .expected("a tree named sig_tre")
///     .found("sig_tree, bkg_tree")
///     .nearest("sig_tre", trees)
///     .remedy("set `tree:` to one of them")
///     .exception();
/// ```
///
/// Code that knows more of the location adds it: `throw wrong.in("layer 3")`.
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 2;

  private final Problem problem;

  private InputException(Problem problem, @Nullable Throwable cause) {
    super(cause);
    this.problem = problem;
  }

  /// Begins a problem at the location `where`: a file, a tree in a file, a key of the analysis file
  /// with its line.
  public static Builder at(String where) {
    return at(new Place.Named(where));
  }

  /// Begins a problem at a location given by its parts, from the outside in.
  public static Builder at(Place... where) {
    return new Builder(List.of(where));
  }

  /// An exception of a problem that was built elsewhere.
  public static InputException of(Problem problem, Throwable cause) {
    return new InputException(problem, cause);
  }

  /// Builder of a {@link Problem} and its exception.
  public static final class Builder {
    private final List<Place> where;
    private Problem.Kind kind = Problem.Kind.OTHER;
    private String says = "";
    private String expected = "";
    private String found = "";
    private List<String> nearest = List.of();
    private String remedy = "";
    private Problem.Excerpt excerpt = Problem.Excerpt.NONE;
    private @Nullable Throwable cause;

    private Builder(List<Place> where) {
      this.where = where;
    }

    public Builder expected(String what) {
      expected = what;
      return this;
    }

    public Builder found(String what) {
      found = what;
      return this;
    }

    /// A plain statement of what is wrong, where "expected, found" would read badly, or before
    /// them.
    public Builder says(String what) {
      says = what;
      return this;
    }

    /// `name` is not known: adds "did you mean ...?" with the names most like it; nothing where
    /// none is near.
    public Builder nearest(String name, Collection<String> candidates) {
      kind = Problem.Kind.UNKNOWN_NAME;
      nearest = Nearest.of(name, candidates);
      return this;
    }

    /// Remedy: an imperative.
    public Builder remedy(String what) {
      remedy = what;
      return this;
    }

    /// Shows the wrong `line` below the message, with a caret under its character `position` (from
    /// 0). A long line is cut to its surroundings.
    public Builder excerpt(String line, int position) {
      excerpt = new Problem.Excerpt(line, position);
      return this;
    }

    /// The kind of problem, by which callers distinguish; {@link #nearest} sets one too.
    public Builder kind(Problem.Kind what) {
      kind = what;
      return this;
    }

    public Builder cause(Throwable why) {
      cause = why;
      return this;
    }

    /// The problem alone, for an exception of another type.
    public Problem problem() {
      return new Problem(kind, where, says, expected, found, nearest, remedy, excerpt);
    }

    public InputException exception() {
      return new InputException(problem(), cause);
    }
  }

  public Problem problem() {
    return problem;
  }

  /// The same problem with `outer` before its location; this exception is the cause.
  public InputException in(String outer) {
    return in(new Place.Named(outer));
  }

  /// As {@link #in(String)}.
  public InputException in(Place outer) {
    return new InputException(problem.in(outer), this);
  }

  /// The text of the problem.
  public String message() {
    return ProblemText.of(problem);
  }

  @Override
  public String getMessage() {
    return message();
  }
}
