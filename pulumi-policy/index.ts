import { servePack } from './pack';

// The package's main: what Pulumi loads to boot the pack, with the pack for its
// working directory. Everything else can be imported without effect.
servePack();
