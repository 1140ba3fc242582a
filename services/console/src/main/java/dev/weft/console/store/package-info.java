/** Versions of models in the object store of a server that was started here. */
package dev.weft.console.store;
