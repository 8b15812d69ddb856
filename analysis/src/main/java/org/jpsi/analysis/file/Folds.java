package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.expression.Expression;

/// Folds of an analysis (k-fold cross-validation): fold i tests the events of f = i, validates on
/// those of f = (i + 1) mod k and trains on the rest.
///
/// @param k number of folds
/// @param by expression of whole numbers, f is its value mod k; where there is none, a hash of
///   sample and entry
public record Folds(int k, Optional<String> by) {
  /// The names of the number of folds in TMVA's expression.
  private static final List<String> TMVA_FOLDS = List.of("numFolds", "NumFolds");

  /// Folds by an expression that may be TMVA's: `int(fabs([eventNumber]))%int([numFolds])`, whose
  /// names in brackets are columns, and the number of folds.
  static Folds of(int k, Optional<String> by) {
    return new Folds(k, by.map(text -> translated(text, k)));
  }

  /// An expression without TMVA's brackets: a bracket that no name is in front of.
  static String translated(String text, int k) {
    StringBuilder plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = text.charAt(at) == '[' ? text.indexOf(']', at) : -1;
      if (end < 0 || isIndexed(plain)) {
        plain.append(text.charAt(at++));
      } else {
        String name = text.substring(at + 1, end).strip();
        plain.append(TMVA_FOLDS.contains(name) ? Integer.toString(k) : Expression.quoted(name));
        at = end + 1;
      }
    }
    return plain.toString();
  }

  private static boolean isIndexed(StringBuilder before) {
    char last = before.isEmpty() ? ' ' : before.charAt(before.length() - 1);
    return Character.isLetterOrDigit(last) || last == '_' || last == '`';
  }

  /// The fold whose model has an event of fold f in its validation part.
  public static int validatedBy(int f, int k) {
    return (f + k - 1) % k;
  }

  /// A fold whose model has an event of fold f in its training part.
  public static int trainedBy(int f, int k) {
    return (f + 1) % k;
  }
}
