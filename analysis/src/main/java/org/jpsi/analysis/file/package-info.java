/// The analysis file: one YAML file that is the whole analysis. Start at {@link
/// org.jpsi.analysis.file.AnalysisReader}, which reads an {@link
/// org.jpsi.analysis.file.AnalysisFile}. Its keys are entries of one schema (`AnalysisSchema`, and
/// those of its parts), from which reader, {@link org.jpsi.analysis.file.AnalysisWriter writer},
/// `--set`, {@link org.jpsi.analysis.file.JsonSchema} and {@link
/// org.jpsi.analysis.file.MarkdownReference} are made.
@NullMarked
package org.jpsi.analysis.file;

import org.jspecify.annotations.NullMarked;
