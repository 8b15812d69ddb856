/// Files and what can go wrong with them: {@link org.jpsi.core.io.AtomicFile} writes one whole or
/// not at all, {@link org.jpsi.core.io.IoFailure} says in words why the system refused, {@link
/// org.jpsi.core.io.Safetensors} and {@link org.jpsi.core.io.Json} are what models are written in.
@NullMarked
package org.jpsi.core.io;

import org.jspecify.annotations.NullMarked;
