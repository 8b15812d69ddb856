/// Templates of a run's score for a statistical analysis (`jpsi histograms`): histograms per sample
/// and variation, as ROOT's TH1D and as a workspace of pyhf. Enter at {@link
/// org.jpsi.analysis.template.TemplateService}.
@NullMarked
package org.jpsi.analysis.template;

import org.jspecify.annotations.NullMarked;
