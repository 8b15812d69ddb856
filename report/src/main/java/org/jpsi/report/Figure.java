package org.jpsi.report;

/// One picture of the report.
///
/// @param id for links and the file `plots/ID.svg`: lower case letters, digits and `-`
/// @param title a few words
/// @param caption what is shown, in plain text
/// @param alternative what one sees, for those who do not see it
/// @param svg the picture, one element `svg`
public record Figure(String id, String title, String caption, String alternative, String svg)
    implements Drawn {}
