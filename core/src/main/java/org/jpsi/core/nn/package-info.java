/// Layers, the networks made of them, and losses. Enter at {@link org.jpsi.core.nn.Sequential} and
/// {@link org.jpsi.core.nn.Loss}.
package org.jpsi.core.nn;
