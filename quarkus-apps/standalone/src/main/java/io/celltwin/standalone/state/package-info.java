/** Looks after what is kept: checks it and salvages it. Knows each part of the state directory by what it must be read with. */
package io.celltwin.standalone.state;
