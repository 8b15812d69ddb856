/// The analysis file: one YAML file that is the whole analysis. Enter at {@link
/// org.jpsi.analysis.file.AnalysisReader}; what it reads is an {@link
/// org.jpsi.analysis.file.AnalysisFile}.
@NullMarked
package org.jpsi.analysis.file;

import org.jspecify.annotations.NullMarked;
