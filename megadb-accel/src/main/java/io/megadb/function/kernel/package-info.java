/**
 * What kernels share: null handling of strict functions, access to arguments that may be constant.
 * Read {@link io.megadb.function.kernel.StrictKernel} first.
 */
package io.megadb.function.kernel;
