/// A trained network that knows its features by name, and its file. Enter at {@link
/// org.jpsi.core.model.Model}; {@link org.jpsi.core.model.Scorer} applies one.
package org.jpsi.core.model;
