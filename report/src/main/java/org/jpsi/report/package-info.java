/// Figures as SVG, the self-contained `report.html` of a run, and displays of notebooks. Enter at
/// {@link org.jpsi.report.Report}, made from {@link org.jpsi.report.ReportData}; lessons enter at
/// {@link org.jpsi.report.Chart}.
///
/// A *figure* is anything drawn; a *chart* is a figure on two axes, a *diagram* one of boxes and
/// arrows, a *surface plot* one of heights. A *plot specification* is what lets-plot draws.
@NullMarked
package org.jpsi.report;

import org.jspecify.annotations.NullMarked;
