/** Images as pictures: reading their bytes from the store, and previews. */
package dev.weft.gateway.pictures;
