/** Versions of models in the object store of a locally started server. */
package dev.weft.console.store;
