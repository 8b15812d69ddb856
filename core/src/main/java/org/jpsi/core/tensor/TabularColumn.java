package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.errors.SettingCheck;

/// Column of a table whose rows are encoded as inputs of a network: a number or a category.
public sealed interface TabularColumn {
  /// The largest number of categories, and of levels.
  int MAX_CATEGORIES = 1 << 16;

  /// A number, scaled so that most are within a few units of 0.
  ///
  /// @param levels values that it may exactly have, each of which gets an indicator; empty for one
  ///   that is continuous
  /// @param missing whether NaN is a missing value, which gets an indicator; else it is passed on
  record Numeric(List<Float> levels, boolean missing) implements TabularColumn {
    public Numeric {
      levels = List.copyOf(levels);
      within("levels", levels.size(), 0, MAX_CATEGORIES);
      for (float level : levels) {
        SettingCheck.require(Float.isFinite(level), WHERE, "levels", "finite", level);
      }
    }

    /// A continuous number, never missing.
    public static Numeric of() {
      return new Numeric(List.of(), false);
    }
  }

  /// A category, a whole number from 0 to `categories - 1`; 0 is for those that training had none
  /// of.
  ///
  /// @param width of the learned vector that replaces it; 0 for one indicator for each category
  record Category(int categories, int width) implements TabularColumn {
    // More of them are embedded.
    private static final int ONE_HOT = 16;
    private static final int MAX_WIDTH = 1024;

    public Category {
      within("categories", categories, 1, MAX_CATEGORIES);
      within("width", width, 0, MAX_WIDTH);
    }

    /// One with indicators up to 16 categories, beyond as a vector of `min(16, ceil(sqrt(n)) + 1)`
    /// numbers.
    public static Category of(int categories) {
      int width = Math.min(16, (int) Math.ceil(Math.sqrt(Math.max(0, categories))) + 1);
      return new Category(categories, categories > ONE_HOT ? width : 0);
    }
  }

  /// Where messages say that they are from.
  String WHERE = "tabularEncoding";

  private static void within(String setting, int value, int min, int max) {
    SettingCheck.within(WHERE, setting, value, min, max);
  }
}
