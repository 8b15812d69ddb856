package org.jpsi.analysis.file;

/// Studies of the trained model that an analysis asks for.
///
/// @param importance of its features
public record StudyOptions(ImportanceOptions importance) {
  /// Those of an analysis that says nothing of them.
  public static final StudyOptions USUAL = new StudyOptions(ImportanceOptions.USUAL);
}
