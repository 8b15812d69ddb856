/// Files and their errors: {@link org.jpsi.core.io.AtomicFile} writes one whole or not at all,
/// {@link org.jpsi.core.io.IoFailure} has the messages of I/O errors, {@link
/// org.jpsi.core.io.Budget} bounds what an input may cost, {@link org.jpsi.core.io.Safetensors} and
/// {@link org.jpsi.core.io.Json} are what models are written in.
@NullMarked
package org.jpsi.core.io;

import org.jspecify.annotations.NullMarked;
